package dev.palimpsest.observables;

import java.util.Set;

import org.jspecify.annotations.Nullable;

/** Marks spelt as words: {@code evil-dot-com}, {@code evil dot com}, {@code user AT evil DOT com}, {@code evilDOTcom}. */
final class SpokenMarks {

    private static final int LABEL_LENGTH_MAX = 63;
    private static final int CHAIN_MAX = 4;

    /** Suffixes that are no words of English: "dot com" is one indicator, "the dot to" is not. */
    private static final Set<String> PLAIN_SUFFIXES = Set.of("com", "net", "org", "info", "biz", "edu", "gov", "mil",
            "io", "co", "ru", "cn", "uk", "de", "fr", "jp", "br", "kr", "pl", "nl", "eu", "xyz", "onion", "local",
            "example");

    private final Ahead source;
    private final boolean wholeIndicator;

    SpokenMarks(Ahead source, boolean wholeIndicator) {
        this.source = source;
        this.wholeIndicator = wholeIndicator;
    }

    /** A mark that begins here and has no spaces: {@code -dot-}, {@code _at_}, {@code /at/}, {@code DOT}, {@code AT}. */
    @Nullable
    Mark glued(int i, char before) {
        if (!Chars.isAlnum(before)) {
            return null;
        }
        char c = source.at(i);
        if (c == 'D' || c == 'A') {
            return capitals(i, before);
        }
        if (c != '/' && source.isWord("dot", i + 1) && source.at(i + 4) == c && endsInSuffix(i + 5, c)) {
            return new Mark(".", 5);
        }
        boolean at = source.isWord("at", i + 1) && source.at(i + 3) == c && isHostAt(i + 4);
        return at && (c == '/' || c == '_' || source.at(i + 1) == 'A') ? new Mark("@", 4) : null;
    }

    /** {@code evilDOTcom}, {@code userATevil.example}: capitals between others. */
    private @Nullable Mark capitals(int i, char before) {
        boolean dot = source.at(i) == 'D' && source.at(i + 1) == 'O' && source.at(i + 2) == 'T';
        boolean at = source.at(i) == 'A' && source.at(i + 1) == 'T';
        int end = i + (dot ? 3 : 2);
        if ((!dot && !at) || Character.isUpperCase(before) || !isLowerOrDigit(source.at(end))) {
            return null;
        }
        if (dot) {
            return endsInSuffix(end, Chars.NONE) ? new Mark(".", 3) : null;
        }
        return isHostAt(end) ? new Mark("@", 2) : null;
    }

    private static boolean isLowerOrDigit(char c) {
        return Chars.isDigit(c) || (c >= 'a' && c <= 'z');
    }

    /** A word between spaces that begins here. */
    @Nullable
    Mark apart(int i, char before) {
        if (source.isWord("dot", i) && Chars.isSpace(source.at(i + 3))) {
            boolean capitals = source.at(i) == 'D' && source.at(i + 2) == 'T';
            int label = source.skipSpaces(i + 4, 1);
            boolean digits = Chars.isDigit(before) && Chars.isDigit(source.at(label));
            return capitals || digits || wholeIndicator || isPlainChain(label) ? new Mark(".", 3) : null;
        }
        if (!source.isWord("at", i) || !Chars.isSpace(source.at(i + 2))) {
            return null;
        }
        int host = source.skipSpaces(i + 3, 1);
        boolean capitals = source.at(i) == 'A' && source.at(i + 1) == 'T';
        boolean plainDot = source.at(labelEnd(host)) == '.';
        return isHostAt(host) && (capitals || wholeIndicator || !plainDot) ? new Mark("@", 2) : null;
    }

    /** {@code sub dot evil dot com}: the last word is a plain suffix. */
    private boolean isPlainChain(int from) {
        int label = from;
        for (int i = 0; i < CHAIN_MAX; i++) {
            int end = labelEnd(label);
            int next = source.skipSpaces(end, 2);
            if (end == label || next == end || !source.isWord("dot", next) || !Chars.isSpace(source.at(next + 3))) {
                return end > label && !Chars.isHost(source.at(end))
                        && PLAIN_SUFFIXES.contains(source.text(label, end).toLowerCase(java.util.Locale.ROOT));
            }
            label = source.skipSpaces(next + 4, 1);
        }
        return false;
    }

    /** Whether a label follows that is a suffix and ends the name, or another mark of the kind does. */
    private boolean endsInSuffix(int from, char separator) {
        int label = from;
        for (int i = 0; i < CHAIN_MAX; i++) {
            int end = labelEnd(label);
            boolean more = separator != Chars.NONE && source.at(end) == separator && source.isWord("dot", end + 1)
                    && source.at(end + 4) == separator;
            if (!more) {
                return end > label && !Chars.isWord(source.at(end)) && source.at(end) != '-'
                        && PublicSuffixes.isSuffix(source.text(label, end).toLowerCase(java.util.Locale.ROOT));
            }
            label = end + 5;
        }
        return false;
    }

    /** Whether a name with a dot, or with what stands for one, begins here. */
    private boolean isHostAt(int from) {
        int end = from;
        while (end - from < LABEL_LENGTH_MAX && (Chars.isAlnum(source.at(end)) || source.at(end) == '-')) {
            end++;
        }
        char dot = source.at(end);
        int spaced = source.skipSpaces(end, 1);
        boolean mark = (dot == '.' && Chars.isAlnum(source.at(end + 1))) || isBracketedDot(end)
                || (spaced > end && (isBracketedDot(spaced) || isSpokenDot(spaced)));
        boolean inWord = end > from && source.text(from, end).contains("DOT");
        return end > from && (mark || inWord);
    }

    /** Whether the word that begins here is a suffix that hosts are found under, and none of the language. */
    boolean isSuffix(int from) {
        int end = labelEnd(from);
        return end > from && !Chars.isHost(source.at(end))
                && PLAIN_SUFFIXES.contains(source.text(from, end).toLowerCase(java.util.Locale.ROOT));
    }

    /** Whether a label follows and, perhaps behind a space, a dot in brackets. */
    boolean isDefangedHost(int from) {
        int end = labelEnd(from);
        return end > from && isBracketedDot(source.skipSpaces(end, 1));
    }

    private boolean isBracketedDot(int at) {
        int inner = source.skipSpaces(at + 1, 1);
        return Chars.isOpener(source.at(at)) && (source.at(inner) == '.' || source.isWord("dot", inner));
    }

    private boolean isSpokenDot(int at) {
        return source.isWord("dot", at) && Chars.isSpace(source.at(at + 3))
                && (source.at(at) == 'D' || isPlainChain(source.skipSpaces(at + 4, 1)));
    }

    private int labelEnd(int from) {
        int end = from;
        while (end - from < LABEL_LENGTH_MAX && Chars.isAlnum(source.at(end))) {
            end++;
        }
        return end;
    }
}
