package dev.palimpsest.observables;

import org.jspecify.annotations.Nullable;

/** IPv6 addresses: every text form of RFC 4291 in, the one of RFC 5952 out. */
final class Ipv6 {

    static final int GROUPS = 8;
    static final int TEXT_LENGTH_MAX = 45;

    private Ipv6() {}

    /** The eight groups of an address, null if the text is none. A zone is not part of it. */
    static int @Nullable [] parse(String text) {
        if (text.length() < 2 || text.length() > TEXT_LENGTH_MAX) {
            return null;
        }
        int gap = text.indexOf("::");
        if (gap < 0) {
            int[] all = groups(text);
            return all != null && all.length == GROUPS ? all : null;
        }
        int[] head = groups(text.substring(0, gap));
        int[] tail = groups(text.substring(gap + 2));
        if (head == null || tail == null || head.length + tail.length >= GROUPS
                || text.substring(0, gap).indexOf('.') >= 0) {
            return null;
        }
        int[] address = new int[GROUPS];
        System.arraycopy(head, 0, address, 0, head.length);
        System.arraycopy(tail, 0, address, GROUPS - tail.length, tail.length);
        return address;
    }

    /** Groups between single colons; the last may be an IPv4 address, which makes two. */
    private static int @Nullable [] groups(String text) {
        if (text.isEmpty()) {
            return new int[0];
        }
        String[] parts = text.split(":", -1);
        String last = parts[parts.length - 1];
        boolean mixed = last.indexOf('.') >= 0;
        int[] groups = new int[parts.length + (mixed ? 1 : 0)];
        for (int i = 0; i < parts.length - (mixed ? 1 : 0); i++) {
            groups[i] = group(parts[i]);
            if (groups[i] < 0) {
                return null;
            }
        }
        if (mixed) {
            Integer bits = Ipv4.parse(last);
            if (bits == null) {
                return null;
            }
            groups[groups.length - 2] = bits >>> 16;
            groups[groups.length - 1] = bits & 0xffff;
        }
        return groups;
    }

    private static int group(String text) {
        if (text.isEmpty() || text.length() > 4) {
            return -1;
        }
        int value = 0;
        for (int i = 0; i < text.length(); i++) {
            if (!Chars.isHex(text.charAt(i))) {
                return -1;
            }
            value = value << 4 | Character.digit(text.charAt(i), 16);
        }
        return value;
    }

    static String format(int[] groups) {
        if (isMapped(groups)) {
            return "::ffff:" + Ipv4.format(groups[6] << 16 | groups[7]);
        }
        int gapStart = -1;
        int gapLength = 1;
        for (int i = 0; i < GROUPS; i++) {
            int zeros = 0;
            while (i + zeros < GROUPS && groups[i + zeros] == 0) {
                zeros++;
            }
            if (zeros > gapLength) {
                gapStart = i;
                gapLength = zeros;
            }
            i += zeros;
        }
        StringBuilder text = new StringBuilder(TEXT_LENGTH_MAX);
        for (int i = 0; i < GROUPS; i++) {
            if (i == gapStart) {
                text.append("::");
                i += gapLength - 1;
            } else {
                text.append(text.isEmpty() || text.charAt(text.length() - 1) == ':' ? "" : ":")
                        .append(Integer.toHexString(groups[i]));
            }
        }
        return text.toString();
    }

    /** The IPv4 address inside {@code ::ffff:a.b.c.d}, null for any other address. */
    static @Nullable String mappedIpv4(String text) {
        int[] groups = parse(text);
        return groups == null || !isMapped(groups) ? null : Ipv4.format(groups[6] << 16 | groups[7]);
    }

    private static boolean isMapped(int[] groups) {
        for (int i = 0; i < 5; i++) {
            if (groups[i] != 0) {
                return false;
            }
        }
        return groups[5] == 0xffff;
    }
}
