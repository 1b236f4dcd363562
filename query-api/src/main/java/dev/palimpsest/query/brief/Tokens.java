package dev.palimpsest.query.brief;

/**
 * Estimates what a text costs a language model, without any model's tokenizer:
 *
 * <pre>tokens = wide + ceil(letters / 4) + ceil(others / 2)</pre>
 *
 * where {@code wide} counts characters from U+2E80 on (CJK, kana, hangul, full-width forms), {@code letters} the other
 * letters and spaces, and {@code others} digits, punctuation and symbols, which addresses, times and ids are made of.
 * Common tokenizers need 0.6 to 1.2 tokens for a Chinese character, one for about four English letters and one for two
 * to three characters of an id, so the estimate tends to be high. The estimate of a whole is never more than the sum
 * of the estimates of its parts.
 */
public final class Tokens {

    private static final int WIDE_FROM = 0x2E80;
    private static final int LETTERS_PER_TOKEN = 4;
    private static final int OTHERS_PER_TOKEN = 2;

    private Tokens() {}

    /** The estimate for the text, in tokens; 0 for an empty one. */
    public static int in(String text) {
        int wide = 0;
        int letters = 0;
        int others = 0;
        for (int i = 0; i < text.length();) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            if (c >= WIDE_FROM) {
                wide++;
            } else if (Character.isLetter(c) || Character.isWhitespace(c)) {
                letters++;
            } else {
                others++;
            }
        }
        return wide + Math.ceilDiv(letters, LETTERS_PER_TOKEN) + Math.ceilDiv(others, OTHERS_PER_TOKEN);
    }
}
