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
    /** Longest value that is taken whole, in UTF-16 units; of a longer one so much is taken. */
    static final int LENGTH_MAX = 16_384;
    /** Most blanks between a name and its value. */
    private static final int BLANKS_MAX = 512;

    /** The value of an assignment that begins at {@code at}; null where none does. */
    static @Nullable Value assigned(Reading reading, int at) {
        return read(reading, at, Stop.VALUE);
    }

    /** One word of a command line; commas, brackets and the like are part of it. */
    static @Nullable Value word(Reading reading, int at) {
        return read(reading, at, Stop.WORD);
    }

    private static @Nullable Value read(Reading reading, int at, Stop stop) {
        int quote = Around.quote(reading.text(), at);
        if (quote > 0) {
            return quoted(reading, at, quote);
        }
        int end = reading.end(stop, at, LENGTH_MAX);
        return end <= at ? null : new Value(at, end, end);
    }

    /** The unquoted beginning of a value whose quote is not closed. */
    Value upToItsEnd(Reading reading) {
        int stop = reading.end(Stop.VALUE, start, end - start);
        return new Value(start, stop, stop);
    }

    /** Up to the same quote again, else to the end of the line; a quote under more backslashes belongs to the value. */
    private static @Nullable Value quoted(Reading reading, int at, int length) {
        String text = reading.text();
        String quote = text.substring(at, at + length);
        int start = at + length;
        int limit = Math.min(text.length(), start + LENGTH_MAX);
        int i = start;
        while (i < limit && text.charAt(i) != '\n') {
            if (text.startsWith(quote, i) && (i == start || text.charAt(i - 1) != '\\')) {
                reading.step(i - start);
                return i == start ? null : new Value(start, i, i + length);
            }
            i++;
        }
        reading.step(i - start);
        return i == start ? null : new Value(start, i, i);
    }

    /** Whether it is within quotes that are closed. */
    boolean isClosed() {
        return next > end;
    }

    int length() {
        return end - start;
    }

    String in(String text) {
        return text.substring(start, end);
    }

    /** Past white space, written or escaped. */
    static int skipBlanks(Reading reading, int at) {
        String text = reading.text();
        int i = at;
        for (int blank = Around.blank(text, i); blank > 0 && i - at < BLANKS_MAX; blank = Around.blank(text, i)) {
            i += blank;
        }
        reading.step(i - at + 1);
        return i;
    }
}
