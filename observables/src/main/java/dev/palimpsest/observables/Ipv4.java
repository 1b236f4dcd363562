package dev.palimpsest.observables;

import org.jspecify.annotations.Nullable;

/** IPv4 addresses in dotted decimals: four numbers to 255 without leading zeros, which some readers take for octal. */
final class Ipv4 {

    private Ipv4() {}

    /** The 32 bits of an address, null if the text is none. */
    static @Nullable Integer parse(String text) {
        return parse(text, false);
    }

    /** As {@link #parse(String)}, and reads numbers with leading zeros in decimals if told to. */
    static @Nullable Integer parse(String text, boolean leadingZeros) {
        if (text.length() < 7 || text.length() > 15) {
            return null;
        }
        int bits = 0;
        int octets = 0;
        for (int at = 0; at <= text.length();) {
            int dot = text.indexOf('.', at);
            int end = dot < 0 ? text.length() : dot;
            int octet = octet(text, at, end, leadingZeros);
            if (octet < 0 || ++octets > 4) {
                return null;
            }
            bits = bits << 8 | octet;
            at = end + 1;
        }
        return octets == 4 ? bits : null;
    }

    private static int octet(String text, int from, int to, boolean leadingZeros) {
        if (to == from || to - from > 3 || (to - from > 1 && text.charAt(from) == '0' && !leadingZeros)) {
            return -1;
        }
        int value = 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (!Chars.isDigit(c)) {
                return -1;
            }
            value = value * 10 + (c - '0');
        }
        return value > 255 ? -1 : value;
    }

    static String format(int bits) {
        return (bits >>> 24) + "." + (bits >>> 16 & 255) + "." + (bits >>> 8 & 255) + "." + (bits & 255);
    }
}
