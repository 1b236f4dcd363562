package dev.palimpsest.memory.indicator;

import java.util.Arrays;
import java.util.Optional;

/** What somebody reports of an indicator. */
public enum SightingType {
    /** It was met. */
    SEEN("seen"),
    /** It was met and is harmless. */
    FALSE_POSITIVE("false-positive"),
    /** It no longer means anything. */
    EXPIRED("expired");

    private final String word;

    SightingType(String word) {
        this.word = word;
    }

    /** As attributes and feeds have it. */
    public String word() {
        return word;
    }

    /** Attribute with the number of such reports. */
    public String count() {
        return IndicatorFields.SIGHTING + word + ".count";
    }

    /** Attribute with the time of the latest such report. */
    public String last() {
        return IndicatorFields.SIGHTING + word + ".last";
    }

    /** The type a word names. */
    public static Optional<SightingType> named(String word) {
        return Arrays.stream(values()).filter(type -> type.word.equals(word)).findFirst();
    }
}
