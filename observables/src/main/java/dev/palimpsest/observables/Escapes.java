package dev.palimpsest.observables;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/** Escapes of the formats that text travels in. JSON's are decoded only in text that looks like JSON, because {@code C:\new} is a path. */
final class Escapes {

    private static final int ENTITY_LENGTH_MAX = 8;
    private static final Map<String, String> ENTITIES = Map.of("amp", "&", "lt", "<", "gt", ">", "quot", "\"", "apos",
            "'", "nbsp", " ", "period", ".", "colon", ":", "sol", "/", "commat", "@");

    private final CharSequence source;
    private final boolean json;

    Escapes(CharSequence source) {
        this.source = source;
        this.json = looksLikeJson(source);
    }

    private static boolean looksLikeJson(CharSequence source) {
        for (int i = 0; i < source.length(); i++) {
            char c = source.charAt(i);
            if (!Character.isWhitespace(c)) {
                return c == '{' || (c == '"' && isJsonString(source, i + 1))
                        || (c == '[' && i + 1 < source.length() && "{[\" \n\r".indexOf(source.charAt(i + 1)) >= 0);
            }
        }
        return false;
    }

    /** Whether the text up to the next quote has only escapes of JSON and what follows is JSON or nothing: not so in {@code "C:\Program Files\x.exe" -a}. */
    private static boolean isJsonString(CharSequence source, int from) {
        int at = from;
        for (; at < source.length() && source.charAt(at) != '"'; at++) {
            if (source.charAt(at) == '\\'
                    && (++at == source.length() || "\"\\/bfnrtu".indexOf(source.charAt(at)) < 0)) {
                return false;
            }
        }
        for (at++; at < source.length() && Character.isWhitespace(source.charAt(at));) {
            at++;
        }
        return at >= source.length() || ",:]}".indexOf(source.charAt(at)) >= 0;
    }

    @Nullable
    Mark html(int ampersand) {
        for (int end = ampersand + 1; end < source.length() && end <= ampersand + ENTITY_LENGTH_MAX; end++) {
            if (source.charAt(end) == ';') {
                String meaning = entity(source.subSequence(ampersand + 1, end).toString());
                return meaning == null ? null : new Mark(meaning, end + 1 - ampersand);
            }
        }
        return null;
    }

    private static @Nullable String entity(String name) {
        if (name.startsWith("#x") || name.startsWith("#X")) {
            return ascii(name, 2, 16);
        }
        return name.startsWith("#") ? ascii(name, 1, 10) : ENTITIES.get(name);
    }

    @Nullable
    Mark json(int backslash) {
        if (!json || backslash + 1 >= source.length()) {
            return null;
        }
        return switch (source.charAt(backslash + 1)) {
            case 'n', 'r', 't', 'b', 'f' -> new Mark("\n", 2);
            case '"' -> new Mark("\"", 2);
            case '\\' -> new Mark("\\", 2);
            case 'u' -> unicode(backslash);
            default -> null;
        };
    }

    private @Nullable Mark unicode(int backslash) {
        if (backslash + 6 > source.length()) {
            return null;
        }
        String meaning = character(source.subSequence(backslash + 2, backslash + 6).toString(), 0, 16);
        return meaning == null ? null : new Mark(meaning, 6);
    }

    private static @Nullable String ascii(String digits, int from, int radix) {
        String meaning = character(digits, from, radix);
        return meaning == null || meaning.charAt(0) >= 0x80 ? null : meaning;
    }

    private static @Nullable String character(String digits, int from, int radix) {
        int value = 0;
        for (int i = from; i < digits.length(); i++) {
            int digit = Character.digit(digits.charAt(i), radix);
            if (digit < 0) {
                return null;
            }
            value = value * radix + digit;
        }
        return digits.length() == from || value > Character.MAX_VALUE ? null : String.valueOf((char) value);
    }
}
