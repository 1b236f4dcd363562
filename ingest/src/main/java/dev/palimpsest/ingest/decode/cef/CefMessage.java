package dev.palimpsest.ingest.decode.cef;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One message of the Common Event Format.
 *
 * @param header    version, vendor, product, product version, signature, name and severity, in that order
 * @param extension the key-value pairs in their order, values unescaped; of a key that repeats, the last
 */
record CefMessage(List<String> header, Map<String, String> extension) {

    static final String MARK = "CEF:";

    private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:\\\\");
    private static final int HEADER_FIELDS = 7;
    private static final int HEADER_CHARS_MAX = 8192;
    private static final int PAIRS_MAX = 512;
    private static final int KEY_CHARS_MAX = 128;

    CefMessage {
        header = List.copyOf(header);
        extension = Collections.unmodifiableMap(new LinkedHashMap<>(extension)); // in order, so that decoding is the same each time
    }

    /** The message a text is; empty where a pipe of the header is missing. A cut-off extension is read as far as it goes. */
    static Optional<CefMessage> parse(String text) {
        if (!text.startsWith(MARK)) {
            return Optional.empty();
        }
        List<String> header = new ArrayList<>(HEADER_FIELDS);
        StringBuilder field = new StringBuilder();
        int at = MARK.length();
        for (; at < text.length() && at < HEADER_CHARS_MAX && header.size() < HEADER_FIELDS; at++) {
            char c = text.charAt(at);
            if (c == '\\' && at + 1 < text.length() && (text.charAt(at + 1) == '|' || text.charAt(at + 1) == '\\')) {
                field.append(text.charAt(++at));
            } else if (c == '|') {
                header.add(field.toString().strip());
                field.setLength(0);
            } else {
                field.append(c);
            }
        }
        if (header.size() == HEADER_FIELDS - 1 && at == text.length()) {
            header.add(field.toString().strip()); // without any extension the last pipe is often left out
        }
        return header.size() == HEADER_FIELDS
                ? Optional.of(new CefMessage(header, extension(text, at)))
                : Optional.empty();
    }

    /** A pair begins at a word before an equals sign that no backslash escapes; its value ends before the next such word. */
    private static Map<String, String> extension(String text, int start) {
        Map<String, String> pairs = new LinkedHashMap<>();
        String key = "";
        int valueStart = start;
        int wordStart = start;
        for (int i = start; i < text.length() && pairs.size() < PAIRS_MAX; i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == ' ' || c == '\t') {
                wordStart = i + 1;
            } else if (c == '=' && isKey(text, wordStart, i)) {
                put(pairs, key, text.substring(valueStart, Math.max(valueStart, wordStart)));
                key = text.substring(wordStart, i);
                valueStart = i + 1;
                wordStart = i + 1;
            }
        }
        put(pairs, key, text.substring(Math.min(valueStart, text.length())));
        return pairs;
    }

    private static void put(Map<String, String> pairs, String key, String value) {
        if (!key.isEmpty() && !value.isBlank()) {
            pairs.put(key, unescaped(value.strip()));
        }
    }

    private static boolean isKey(String text, int start, int end) {
        if (end <= start || end - start > KEY_CHARS_MAX) {
            return false;
        }
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            if (!(Character.isLetterOrDigit(c) || c == '_' || c == '.' || c == '-' || c == '[' || c == ']')) {
                return false;
            }
        }
        return true;
    }

    private static String unescaped(String value) {
        if (value.indexOf('\\') < 0 || (DRIVE.matcher(value).lookingAt() && !value.contains("\\\\"))) {
            return value; // in a Windows path that nobody escaped a backslash means itself
        }
        StringBuilder plain = new StringBuilder(value.length());
        int at = 0;
        while (at < value.length()) {
            char c = value.charAt(at);
            char next = c == '\\' && at + 1 < value.length() ? value.charAt(at + 1) : 0;
            boolean escape = next == '=' || next == '\\' || next == '|' || next == 'n' || next == 'r';
            plain.append(!escape ? c : next == 'n' ? '\n' : next == 'r' ? '\r' : next);
            at += escape ? 2 : 1;
        }
        return plain.toString();
    }
}
