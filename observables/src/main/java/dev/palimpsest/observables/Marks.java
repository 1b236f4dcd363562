package dev.palimpsest.observables;

import org.jspecify.annotations.Nullable;

/** Recognises what stands for another character: defanging, look-alike widths, HTML and JSON escapes. Looks a few characters ahead, never more. */
final class Marks {

    private static final int SPACES_MAX = 2;

    private final CharSequence source;
    private final boolean wholeIndicator;
    private final Escapes escapes;

    private Marks(CharSequence source, boolean wholeIndicator) {
        this.source = source;
        this.wholeIndicator = wholeIndicator;
        this.escapes = new Escapes(source);
    }

    /** Marks that are safe to undo anywhere in prose. */
    static Marks inText(CharSequence source) {
        return new Marks(source, false);
    }

    /** Marks in what is known to be one indicator: spaces and one-sided brackets around a dot count as well. */
    static Marks inIndicator(CharSequence source) {
        return new Marks(source, true);
    }

    @Nullable
    Mark at(int i, FoldedText.Builder before) {
        char c = source.charAt(i);
        return switch (c) {
            case '[', '(', '{' -> bracketed(i, before.last());
            case '.' -> closedOnly(i, before.last());
            case '*' -> starredScheme(i, before.last());
            case '\\' -> backslash(i, before.last());
            case '&' -> wholeIndicator ? null : escapes.html(i);
            case ' ', '\t', '\u00a0' -> spaced(i, before.last());
            case '\u2010', '\u2011' -> new Mark("-", 1);
            default -> c >= '\uff01' && c <= '\uff5e' ? wide(c) : null;
        };
    }

    private char charAt(int i) {
        return i < source.length() ? source.charAt(i) : Chars.NONE;
    }

    private @Nullable Mark bracketed(int open, char before) {
        int at = open + 1;
        at += Chars.isSpace(charAt(at)) ? 1 : 0;
        String content = content(at);
        if (content.isEmpty()) {
            return null;
        }
        int close = at + content.length();
        close += Chars.isSpace(charAt(close)) ? 1 : 0;
        if (Chars.isCloser(charAt(close))) {
            return new Mark(meaning(content), close + 1 - open);
        }
        boolean openedOnly = content.equals(".") && at == open + 1 && Chars.isAlnum(before)
                && Chars.isAlnum(charAt(at + 1))
                && (wholeIndicator || source.charAt(open) == '['
                        || (Chars.isDigit(before) && Chars.isDigit(charAt(at + 1))));
        return openedOnly ? new Mark(".", 2) : null;
    }

    private String content(int at) {
        return switch (charAt(at)) {
            case '.', ',', '@', '/' -> String.valueOf(charAt(at));
            case ':' -> charAt(at + 1) != '/' ? ":" : charAt(at + 2) == '/' ? "://" : ":/";
            case 'd', 'D' -> word("dot", at);
            case 'a', 'A' -> word("at", at);
            default -> "";
        };
    }

    private String word(String word, int at) {
        int end = at + word.length();
        return end <= source.length() && source.subSequence(at, end).toString().equalsIgnoreCase(word) ? word : "";
    }

    private static String meaning(String content) {
        return switch (content) {
            case ",", "dot" -> ".";
            case "at" -> "@";
            default -> content;
        };
    }

    /** {@code 1.)1}: in prose only between digits, for "example.) Next" is a sentence. */
    private @Nullable Mark closedOnly(int dot, char before) {
        char after = charAt(dot + 2);
        boolean between = wholeIndicator
                ? Chars.isAlnum(before) && Chars.isAlnum(after)
                : Chars.isDigit(before) && Chars.isDigit(after);
        return between && Chars.isCloser(charAt(dot + 1)) ? new Mark(".", 2) : null;
    }

    /** {@code h**p} becomes the {@code hxxp} that scheme names know. */
    private @Nullable Mark starredScheme(int star, char before) {
        boolean scheme = (before == 'h' || before == 'H') && charAt(star + 1) == '*'
                && (charAt(star + 2) == 'p' || charAt(star + 2) == 'P');
        int end = star + 3 + (charAt(star + 3) == 's' || charAt(star + 3) == 'S' ? 1 : 0);
        scheme &= charAt(end) == ':' || (Chars.isOpener(charAt(end)) && charAt(end + 1) == ':');
        return scheme ? new Mark("xx", 2) : null;
    }

    private @Nullable Mark backslash(int at, char before) {
        char next = charAt(at + 1);
        if (next == '/') {
            return new Mark("/", 2);
        }
        if (next == '.' && Chars.isAlnum(before) && Chars.isAlnum(charAt(at + 2))) {
            return new Mark(".", 2);
        }
        return wholeIndicator ? null : escapes.json(at);
    }

    /** {@code evil [.] example}, and {@code 10 . 1} between digits: a space joins only what a mark joins. */
    private @Nullable Mark spaced(int from, char before) {
        if (!Chars.isAlnum(before)) {
            return null;
        }
        int at = skipSpaces(from);
        Mark inner = Chars.isOpener(charAt(at)) ? bracketed(at, before) : bareDot(at, before);
        if (inner == null || inner.meaning().equals("/") || inner.meaning().startsWith(":")) {
            return null;
        }
        int end = skipSpaces(at + inner.length());
        return Chars.isAlnum(charAt(end)) ? new Mark(inner.meaning(), end - from) : null;
    }

    private @Nullable Mark bareDot(int at, char before) {
        boolean dot = charAt(at) == '.' && Chars.isSpace(charAt(at + 1))
                && (wholeIndicator || (Chars.isDigit(before) && Chars.isDigit(charAt(skipSpaces(at + 1)))));
        return dot ? new Mark(".", 1) : null;
    }

    private int skipSpaces(int from) {
        int at = from;
        while (at < from + SPACES_MAX && Chars.isSpace(charAt(at))) {
            at++;
        }
        return at;
    }

    private static @Nullable Mark wide(char c) {
        char narrow = (char) (c - 0xfee0);
        return Chars.isAlnum(narrow) || narrow == '.' || narrow == '@' ? new Mark(String.valueOf(narrow), 1) : null;
    }
}
