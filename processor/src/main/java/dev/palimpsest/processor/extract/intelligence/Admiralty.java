package dev.palimpsest.processor.extract.intelligence;

import java.util.Map;
import java.util.Optional;

/** The scale on which STIX 2.1 (appendix A) puts the Admiralty's grades of credibility and confidence side by side. */
final class Admiralty {

    private static final Map<String, Double> CONFIDENCE = Map.of("1", 0.9, "2", 0.7, "3", 0.5, "4", 0.3, "5", 0.1);

    private Admiralty() {}

    /** What a grade amounts to; empty for {@code 6}, which says that nobody can tell. */
    static Optional<Double> confidence(String credibility) {
        return Optional.ofNullable(CONFIDENCE.get(credibility));
    }

    /** The grade of a confidence from 0 to 1. */
    static String credibility(double confidence) {
        return confidence >= 0.8
                ? "1"
                : confidence >= 0.6 ? "2" : confidence >= 0.4 ? "3" : confidence >= 0.2 ? "4" : "5";
    }
}
