package dev.palimpsest.ingest.decode.indicator;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Confidence as feeds write it, on the scale from 0 to 100. */
public final class Confidence {

    private Confidence() {}

    /** Percent, a fraction with a point, or a word; null where it is none of them. */
    public static @Nullable String of(@Nullable String text) {
        if (text == null) {
            return null;
        }
        String word = text.strip().toLowerCase(Locale.ROOT);
        return switch (word) {
            case "none", "not confident" -> "0";
            case "low" -> "15";
            case "moderate", "medium", "med", "rarely-confident" -> "50";
            case "high", "usually-confident", "fairly-confident" -> "85";
            case "completely-confident", "confirmed" -> "100";
            default -> number(word.endsWith("%") ? word.substring(0, word.length() - 1).strip() : word);
        };
    }

    private static @Nullable String number(String text) {
        if (text.isEmpty() || text.length() > 8 || !text.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'))) {
            return null;
        }
        try {
            double value = Double.parseDouble(text);
            double percent = text.indexOf('.') >= 0 && value <= 1 ? value * 100 : value;
            return percent <= 100 ? Long.toString(Math.round(percent)) : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
