package dev.palimpsest.ingest.decode.leef;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One message of the Log Event Extended Format.
 *
 * @param header     version, vendor, product, product version and event id, in that order
 * @param attributes the pairs; of a key that repeats, the first
 */
record LeefMessage(List<String> header, Map<String, String> attributes) {

    static final String MARK = "LEEF:";

    private static final int HEADER_FIELDS = 5;
    private static final int HEADER_FIELD_CHARS_MAX = 1024;
    private static final int PAIRS_MAX = 512;
    private static final int KEY_CHARS_MAX = 128;
    private static final char TAB = '\t';

    LeefMessage {
        header = List.copyOf(header);
        attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes)); // in order, so that decoding is the same each time
    }

    /** The message a text is; empty where the header is not whole. */
    static Optional<LeefMessage> parse(String text) {
        if (!text.startsWith(MARK)) {
            return Optional.empty();
        }
        String[] header = new String[HEADER_FIELDS];
        int at = MARK.length();
        for (int i = 0; i < HEADER_FIELDS; i++) {
            int end = text.indexOf('|', at);
            if (end < 0 || end - at > HEADER_FIELD_CHARS_MAX) {
                return Optional.empty();
            }
            header[i] = text.substring(at, end).strip();
            at = end + 1;
        }
        char delimiter = TAB;
        int end = header[0].startsWith("2") ? text.indexOf('|', at) : -1;
        if (end >= 0 && text.substring(at, Math.min(end, at + KEY_CHARS_MAX)).indexOf('=') <= 0) {
            delimiter = delimiter(text.substring(at, end));
            at = end + 1;
        }
        return Optional.of(new LeefMessage(List.of(header), attributes(text, at, delimiter)));
    }

    /** A character, or its code in hexadecimal as {@code 0x5E} or {@code x5E}; the tab where it is left out or unreadable. */
    private static char delimiter(String text) {
        if (text.length() == 1) {
            return text.charAt(0);
        }
        String digits = text.startsWith("0x") || text.startsWith("0X")
                ? text.substring(2)
                : text.startsWith("x") || text.startsWith("X") ? text.substring(1) : "";
        boolean hex = !digits.isEmpty() && digits.length() <= 4
                && digits.chars().allMatch(c -> Character.digit(c, 16) >= 0);
        return hex ? (char) Integer.parseInt(digits, 16) : TAB;
    }

    private static Map<String, String> attributes(String text, int start, char delimiter) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (int at = start; at < text.length() && pairs.size() < PAIRS_MAX;) {
            int found = text.indexOf(delimiter, at);
            int end = found < 0 ? text.length() : found;
            int equals = text.indexOf('=', at);
            if (equals > at && equals < end && equals - at <= KEY_CHARS_MAX) {
                pairs.putIfAbsent(text.substring(at, equals).strip(), text.substring(equals + 1, end).strip());
            }
            at = end + 1;
        }
        return pairs;
    }
}
