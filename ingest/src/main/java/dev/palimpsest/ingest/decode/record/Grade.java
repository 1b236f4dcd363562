package dev.palimpsest.ingest.decode.record;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The one set of words for how grave an alert is: {@code informational low medium high critical}. */
public final class Grade {

    private static final int NUMBER_CHARS_MAX = 6;

    private Grade() {}

    /** The word for a number on a scale from 0 to 10, or for a word; null where it is neither. */
    public static @Nullable String ofTen(@Nullable String severity) {
        if (severity == null || severity.isEmpty()) {
            return null;
        }
        if (severity.length() > NUMBER_CHARS_MAX || !isNumber(severity)) {
            return ofWord(severity);
        }
        double number = Double.parseDouble(severity);
        if (number >= 9) {
            return "critical";
        }
        if (number >= 7) {
            return "high";
        }
        return number >= 4 ? "medium" : "low";
    }

    /** The word for a word of some product; null where it is none. */
    public static @Nullable String ofWord(@Nullable String word) {
        return switch (word == null ? "" : word.strip().toLowerCase(Locale.ROOT)) {
            case "informational", "info", "information", "unknown" -> "informational";
            case "low" -> "low";
            case "medium", "med", "moderate" -> "medium";
            case "high", "severe" -> "high";
            case "critical", "crit", "very-high", "very high", "fatal" -> "critical";
            default -> null;
        };
    }

    private static boolean isNumber(String text) {
        return Character.isDigit(text.charAt(0)) && Character.isDigit(text.charAt(text.length() - 1))
                && text.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'))
                && text.indexOf('.') == text.lastIndexOf('.');
    }
}
