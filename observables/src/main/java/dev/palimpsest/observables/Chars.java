package dev.palimpsest.observables;

import java.lang.Character.UnicodeScript;

/** The character classes the scanners agree on. */
final class Chars {

    /** What reading outside a text yields; in no class. */
    static final char NONE = '\0';

    private static final byte FOREIGN_LETTER = 1;
    private static final byte UNSPACED = 2;
    private static final byte[] KINDS = kinds();

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
        return c >= 0x80 && KINDS[c] == FOREIGN_LETTER;
    }

    static boolean isUnspaced(char c) {
        return c >= 0x80 && KINDS[c] == UNSPACED;
    }

    /** Looked up once for every character there is: asking for a script takes longer than all else a scanner does. */
    private static byte[] kinds() {
        byte[] kinds = new byte[Character.MAX_VALUE + 1];
        for (int c = 0x80; c < kinds.length; c++) {
            kinds[c] = switch (UnicodeScript.of(c)) {
                case HAN, HIRAGANA, KATAKANA, HANGUL, THAI, LAO, KHMER, MYANMAR, BOPOMOFO -> UNSPACED;
                default -> c == '\u30fc' ? UNSPACED : Character.isLetterOrDigit(c) ? FOREIGN_LETTER : 0;
            };
        }
        return kinds;
    }

    static boolean isWord(char c) {
        return isAlnum(c) || c == '_' || isForeignLetter(c);
    }

    static boolean isHost(char c) {
        return isWord(c) || c == '.' || c == '-';
    }

    /** Characters with no width that hide inside indicators: zero-width spaces and joiners, marks of direction, soft hyphen, byte order mark. */
    static boolean isInvisible(char c) {
        return (c >= '\u200b' && c <= '\u200f') || (c >= '\u202a' && c <= '\u202e') || (c >= '\u2060' && c <= '\u2069')
                || c == '\ufeff' || c == '\u00ad' || c == '\u034f' || c == '\u180e';
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
