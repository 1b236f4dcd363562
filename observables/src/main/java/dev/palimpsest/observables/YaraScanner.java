package dev.palimpsest.observables;

/** Finds YARA rules: {@code rule name : tags { … condition: … }}, braces in strings, comments and patterns left out of the count. */
final class YaraScanner {

    private static final int HEAD_LENGTH_MAX = 512;
    private static final int LITERAL_LENGTH_MAX = 1024;
    private static final int GAP_LENGTH_MAX = 8;
    private static final String CONDITION = "condition";

    private final FoldedText text;
    private final int lengthMax;

    YaraScanner(FoldedText text, int lengthMax) {
        this.text = text;
        this.lengthMax = lengthMax;
    }

    void scan(Candidates out) {
        for (int at = 0; at < text.length() && !out.full();) {
            boolean rule = (text.at(at) == 'r' || text.at(at) == 'R') && text.isWord("rule", at)
                    && Chars.isSpace(text.at(at + 4)) && !Chars.isWord(text.at(at - 1));
            at = rule ? rule(at, out) : at + 1;
        }
    }

    /** Reads one rule; returns where to look on: after it, or after what was read in vain. */
    private int rule(int from, Candidates out) {
        int open = head(from + 4);
        if (open < 0) {
            return from + 4;
        }
        int depth = 0;
        boolean condition = false;
        for (int at = open; at < text.length() && at - from < lengthMax; at++) {
            char c = text.at(at);
            if (c == 'r' && text.isLineStart(at) && text.isWord("rule ", at) && head(at + 4) > 0) {
                return at; // the rule before was never closed
            }
            if (c == '"') {
                at = literalEnd(at, '"');
            } else if (c == '/' && text.at(at + 1) == '/') {
                at = lineEnd(at);
            } else if (c == '{') {
                depth++;
            } else if (c == '/' && isAssigned(at)) {
                at = literalEnd(at, '/');
            } else if (c == '}' && --depth == 0) {
                if (condition) {
                    int start = modifiers(from);
                    out.propose(ObservableType.YARA_RULE, text.text(start, at + 1), start, at + 1);
                }
                return at + 1;
            } else if (c == 'c' && depth == 1 && text.isWord(CONDITION, at)) {
                condition |= isMarked(at + CONDITION.length());
            }
        }
        if (text.length() - from > lengthMax) {
            out.tooLong();
        }
        return Math.min(text.length(), from + lengthMax);
    }

    /** Whether a pattern begins here: its slash stands behind an equals sign. */
    private boolean isAssigned(int slash) {
        int at = slash - 1;
        while (slash - at < GAP_LENGTH_MAX && Chars.isSpace(text.at(at))) {
            at--;
        }
        return text.at(at) == '=';
    }

    /** Whether a colon follows, perhaps behind white space. */
    private boolean isMarked(int from) {
        int at = from;
        while (at - from < GAP_LENGTH_MAX && Character.isWhitespace(text.at(at))) {
            at++;
        }
        return text.at(at) == ':';
    }

    /** The opening brace after a name and tags, -1 if something else stands there. */
    private int head(int from) {
        int at = from;
        while (Chars.isSpace(text.at(at))) {
            at++;
        }
        if (!Chars.isAsciiLetter(text.at(at)) && text.at(at) != '_') {
            return -1;
        }
        for (; at - from < HEAD_LENGTH_MAX; at++) {
            char c = text.at(at);
            if (c == '{') {
                return at;
            }
            if (!Chars.isAlnum(c) && "_: \t\r\n".indexOf(c) < 0) {
                return -1;
            }
        }
        return -1;
    }

    private int modifiers(int from) {
        int start = from;
        for (String word : new String[]{"global ", "private ", "global "}) {
            if (text.isWord(word, start - word.length())) {
                start -= word.length();
            }
        }
        return start;
    }

    /** The closing quote, or where the literal is given up: at the end of its line. */
    private int literalEnd(int from, char quote) {
        for (int at = from + 1; at - from < LITERAL_LENGTH_MAX; at++) {
            char c = text.at(at);
            if (c == '\\') {
                at++;
            } else if (c == quote) {
                return at;
            } else if (c == '\n' || c == Chars.NONE) {
                return from;
            }
        }
        return from;
    }

    private int lineEnd(int from) {
        int at = from;
        while (at < text.length() && text.at(at) != '\n') {
            at++;
        }
        return at;
    }
}
