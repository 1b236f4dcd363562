package dev.palimpsest.sigma;

/** How bad it is if a rule is right, in Sigma's words. */
public enum Level {
    INFORMATIONAL, LOW, MEDIUM, HIGH, CRITICAL;

    /** How likely a rule of this level is right where its author does not say. */
    public double confidence() {
        return switch (this) {
            case INFORMATIONAL -> 0.3;
            case LOW -> 0.4;
            case MEDIUM -> 0.6;
            case HIGH -> 0.75;
            case CRITICAL -> 0.85;
        };
    }
}
