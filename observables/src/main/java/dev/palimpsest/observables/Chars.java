package dev.palimpsest.observables;

import java.lang.Character.UnicodeScript;

/** The character classes the scanners agree on. */
final class Chars {

    /** What reading outside a text yields; in no class. */
    static final char NONE = '\0';

    private Chars() {}

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    static boolean isAsciiLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    static boolean isAlnum(char c) {
        return isDigit(c) || isAsciiLetter(c);
    }

    static boolean isHex(char c) {
        return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    }

    /** A letter that glues: text in scripts without spaces between words ends an indicator, any other letter extends it. */
    static boolean isForeignLetter(char c) {
        return c >= 0x80 && Character.isLetterOrDigit(c) && !isUnspaced(c);
    }

    static boolean isUnspaced(char c) {
        return switch (UnicodeScript.of(c)) {
            case HAN, HIRAGANA, KATAKANA, HANGUL, THAI, LAO, KHMER, MYANMAR, BOPOMOFO -> true;
            default -> c == '\u30fc';
        };
    }

    static boolean isWord(char c) {
        return isAlnum(c) || c == '_' || isForeignLetter(c);
    }

    static boolean isHost(char c) {
        return isWord(c) || c == '.' || c == '-';
    }

    /** Characters with no width that hide inside indicators: zero-width spaces and joiners, soft hyphen, byte order mark. */
    static boolean isInvisible(char c) {
        return (c >= '\u200b' && c <= '\u200f') || (c >= '\u2060' && c <= '\u2064') || c == '\ufeff' || c == '\u00ad';
    }

    static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\u00a0';
    }

    static boolean isOpener(char c) {
        return c == '[' || c == '(' || c == '{';
    }

    static boolean isCloser(char c) {
        return c == ']' || c == ')' || c == '}';
    }
}
