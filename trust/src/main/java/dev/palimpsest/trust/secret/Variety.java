package dev.palimpsest.trust.secret;

/** Tells what was drawn at random from what somebody named. */
final class Variety {
    private static final int LENGTH_MIN = 16;
    private static final int SIGNS_MIN = 9;
    private static final int LIKELY_MIN = 6;
    private static final int LIKELY_MAX = 24;

    private Variety() {}

    /** Long enough, of many different signs, with digits and letters, and no blank. */
    static boolean isRandom(Reading reading, Value value) {
        if (value.length() < LENGTH_MIN) {
            return false;
        }
        String text = reading.text();
        long[] seen = new long[2];
        boolean digit = false;
        boolean letter = false;
        boolean varied = false;
        int i = value.start();
        for (; i < value.end() && (value.isClosed() || !varied); i++) {
            char c = text.charAt(i);
            if (c == ' ') {
                reading.step(i - value.start());
                return false;
            }
            seen[c >> 6 & 1] |= 1L << (c & 63);
            digit |= c >= '0' && c <= '9';
            letter |= Character.isLetter(c);
            varied = digit && letter && Long.bitCount(seen[0]) + Long.bitCount(seen[1]) >= SIGNS_MIN;
        }
        reading.step(i - value.start());
        return varied;
    }

    /** Somebody's password rather than a count, a state or an address: long enough, letters and other signs. */
    static boolean isLikely(String text, int start, int end) {
        String some = text.substring(start, Math.min(end, start + LIKELY_MAX));
        return some.length() >= LIKELY_MIN && some.chars().anyMatch(Character::isLetter)
                && !some.chars().allMatch(Character::isLetter);
    }

    /** A name for a thing: {@code 8-4-4-4-12} hexadecimal digits. */
    static boolean isUuid(String text, int start, int end) {
        if (end - start != 36) {
            return false;
        }
        for (int i = 0; i < 36; i++) {
            char c = text.charAt(start + i);
            boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
            if (dash ? c != '-' : Character.digit(c, 16) < 0) {
                return false;
            }
        }
        return true;
    }
}
