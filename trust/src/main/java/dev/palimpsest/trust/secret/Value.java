package dev.palimpsest.trust.secret;

import org.jspecify.annotations.Nullable;

/**
 * One value in a text: within quotes, or up to where a value ends without them.
 *
 * @param start of the value without its quotes
 * @param end   of the value without its quotes
 * @param next  where reading goes on
 */
record Value(int start, int end, int next) {
    /** Longest value that is looked at, in UTF-16 units. */
    static final int LENGTH_MAX = 512;
    private static final String ENDS = "\"'<>|,;)}]&";

    /** The value of an assignment that begins at {@code at}; null where none does. */
    static @Nullable Value assigned(String text, int at) {
        return read(text, at, ENDS);
    }

    /** One word of a command line; commas, brackets and the like are part of it. */
    static @Nullable Value word(String text, int at) {
        return read(text, at, "\"<>|");
    }

    private static @Nullable Value read(String text, int at, String ends) {
        int quote = Around.quote(text, at);
        if (quote > 0) {
            return quoted(text, at, text.substring(at, at + quote));
        }
        int limit = Math.min(text.length(), at + LENGTH_MAX);
        int end = at;
        while (end < limit && ends.indexOf(text.charAt(end)) < 0 && Around.blank(text, end) == 0
                && Around.quote(text, end) == 0) {
            end++;
        }
        return end == at ? null : new Value(at, end, end);
    }

    /** Up to the same quote again; a quote under more backslashes than the first belongs to the value. */
    private static @Nullable Value quoted(String text, int at, String quote) {
        int start = at + quote.length();
        int limit = Math.min(text.length() - quote.length(), start + LENGTH_MAX);
        for (int i = start; i <= limit; i++) {
            if (text.startsWith(quote, i) && (i == start || text.charAt(i - 1) != '\\')) {
                return i == start ? null : new Value(start, i, i + quote.length());
            }
            if (text.charAt(Math.min(i, text.length() - 1)) == '\n') {
                break;
            }
        }
        return null;
    }

    String in(String text) {
        return text.substring(start, end);
    }

    /** Past white space, written or escaped; looks at most {@link #LENGTH_MAX} characters far. */
    static int skipBlanks(String text, int at) {
        int i = at;
        for (int blank = Around.blank(text, i); blank > 0 && i - at < LENGTH_MAX; blank = Around.blank(text, i)) {
            i += blank;
        }
        return i;
    }
}
