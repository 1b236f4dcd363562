package dev.palimpsest.trust.secret;

import java.util.Locale;

/** The characters that tokens are made of; all ASCII. */
enum Alphabet implements Stretch {
    UPPER("A-Z0-9"), LOWER("a-z0-9"), WORD("A-Za-z0-9"), BASE64URL("A-Za-z0-9_-"), BASE64("A-Za-z0-9+/="), DOTTED(
            "A-Za-z0-9_.-"), HEX("0-9a-f"), PATH("A-Za-z0-9_./@-"), NAME("A-Za-z0-9_"), DIGIT("0-9");

    /** One bit a member, of the characters below and from 64 on. */
    private final long low;
    private final long high;

    Alphabet(String ranges) {
        long[] bits = new long[2];
        for (int i = 0; i < ranges.length(); i++) {
            boolean range = i + 2 < ranges.length() && ranges.charAt(i + 1) == '-';
            for (int c = ranges.charAt(i); c <= (range ? ranges.charAt(i + 2) : ranges.charAt(i)); c++) {
                bits[c >> 6] |= 1L << (c & 63);
            }
            i += range ? 2 : 0;
        }
        low = bits[0];
        high = bits[1];
    }

    static Alphabet named(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    boolean has(char c) {
        return c < 128 && ((c < 64 ? low : high) >>> (c & 63) & 1) == 1;
    }

    @Override
    public boolean goesOn(String text, int at) {
        return has(text.charAt(at));
    }

    /** All members, in order. */
    String members() {
        StringBuilder all = new StringBuilder(128);
        for (char c = 0; c < 128; c++) {
            if (has(c)) {
                all.append(c);
            }
        }
        return all.toString();
    }
}
