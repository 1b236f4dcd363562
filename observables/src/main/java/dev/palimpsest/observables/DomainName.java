package dev.palimpsest.observables;

import java.net.IDN;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/** Domain names: what the DNS allows, under a suffix that exists. */
final class DomainName {

    static final int LENGTH_MAX = 253;
    private static final int LABEL_LENGTH_MAX = 63;

    private DomainName() {}

    /** The normal form (lower case, Unicode labels as punycode) of a domain name, null if the text is none. */
    static @Nullable String parse(String text) {
        return parse(text, Options.DEFAULTS);
    }

    static @Nullable String parse(String text, Options options) {
        if (text.length() > LENGTH_MAX) {
            return null;
        }
        String ascii = toAscii(text);
        return ascii != null && ascii.length() <= LENGTH_MAX
                && hasValidLabels(ascii, options.has(Choice.UNDERSCORES_IN_NAMES))
                && (PublicSuffixes.isRegistrable(ascii)
                        || (options.has(Choice.UNKNOWN_SUFFIXES) && hasCredibleSuffix(ascii)))
                                ? ascii
                                : null;
    }

    private static boolean hasCredibleSuffix(String name) {
        int from = name.lastIndexOf('.') + 1;
        return name.length() - from >= 2 && name.chars().skip(from).allMatch(c -> Chars.isAsciiLetter((char) c));
    }

    private static @Nullable String toAscii(String text) {
        if (text.chars().allMatch(c -> c < 0x80)) {
            return text.toLowerCase(Locale.ROOT);
        }
        try {
            return IDN.toASCII(text, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** Letters, digits and inner hyphens; underscores only below the name that was registered, as in {@code _dmarc}. */
    private static boolean hasValidLabels(String name, boolean underscores) {
        int labels = 0;
        int registered = name.lastIndexOf('.', name.lastIndexOf('.') - 1);
        for (int from = 0; from <= name.length();) {
            int dot = name.indexOf('.', from);
            int to = dot < 0 ? name.length() : dot;
            if (!isLabel(name, from, to, underscores || to <= registered)) {
                return false;
            }
            labels++;
            from = to + 1;
        }
        return labels >= 2;
    }

    private static boolean isLabel(String name, int from, int to, boolean underscores) {
        if (to == from || to - from > LABEL_LENGTH_MAX || name.charAt(from) == '-' || name.charAt(to - 1) == '-') {
            return false;
        }
        for (int i = from; i < to; i++) {
            char c = name.charAt(i);
            if (!Chars.isAlnum(c) && c != '-' && !(c == '_' && underscores)) {
                return false;
            }
        }
        return true;
    }
}
