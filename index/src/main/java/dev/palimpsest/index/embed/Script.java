package dev.palimpsest.index.embed;

import java.lang.Character.UnicodeScript;
import java.util.EnumSet;
import java.util.Set;

/** Which of the two models understands a text, told by its share of Chinese, Japanese and Korean characters. */
public enum Script {
    LATIN, CJK, MIXED;

    /** Up to this share of CJK the English model alone serves. */
    static final double LATIN_SHARE_MAX = 0.1;

    /** From this share of CJK on the Chinese model alone serves: a Chinese sentence may name many hosts and tools. */
    static final double CJK_SHARE_MIN = 0.6;

    /** Longest stretch that is looked at, in UTF-16 units. */
    static final int LENGTH_MAX = 2_048;

    private static final Set<UnicodeScript> CJK_SCRIPTS = EnumSet.of(UnicodeScript.HAN, UnicodeScript.HIRAGANA,
            UnicodeScript.KATAKANA, UnicodeScript.HANGUL, UnicodeScript.BOPOMOFO);

    /**
     * The script of the text. A CJK character counts as much as a whole word of letters elsewhere; what holds digits or
     * inner punctuation (addresses, host names, hashes) belongs to no language and does not count. A text with no words
     * at all is {@link #LATIN}.
     */
    public static Script of(String text) {
        String head = text.length() > LENGTH_MAX ? text.substring(0, LENGTH_MAX) : text;
        int cjk = 0;
        int words = 0;
        int at = 0;
        while (at < head.length()) {
            int point = head.codePointAt(at);
            if (isCjk(point)) {
                cjk++;
                at += Character.charCount(point);
            } else if (Character.isLetterOrDigit(point)) {
                int end = tokenEnd(head, at);
                words += isWord(head, at, end) ? 1 : 0;
                at = end;
            } else {
                at += Character.charCount(point);
            }
        }
        return of(cjk, words);
    }

    private static Script of(int cjk, int words) {
        double share = cjk == 0 ? 0 : (double) cjk / (cjk + words);
        if (share <= LATIN_SHARE_MAX) {
            return LATIN;
        }
        return share >= CJK_SHARE_MIN ? CJK : MIXED;
    }

    private static int tokenEnd(String text, int start) {
        int at = start;
        while (at < text.length()) {
            int point = text.codePointAt(at);
            if (Character.isWhitespace(point) || isCjk(point)) {
                return at;
            }
            at += Character.charCount(point);
        }
        return at;
    }

    /** Letters alone, but for punctuation at the end. */
    private static boolean isWord(String text, int start, int end) {
        int last = end;
        while (last > start && !Character.isLetterOrDigit(text.charAt(last - 1))) {
            last--;
        }
        return text.substring(start, last).codePoints().allMatch(c -> Character.isLetter(c) || c == '\'' || c == '-');
    }

    private static boolean isCjk(int point) {
        return point > 0x2E7F && CJK_SCRIPTS.contains(UnicodeScript.of(point));
    }
}
