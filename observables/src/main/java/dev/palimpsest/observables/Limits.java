package dev.palimpsest.observables;

/**
 * How much of a text is read and reported.
 *
 * @param textLengthMax UTF-16 units read; what follows is not looked at; at least 1
 * @param spanLengthMax UTF-16 units in one indicator; longer candidates are left out, never shortened; at least 1
 * @param countMax indicators reported, first come first kept, derived ones apart; at least 1
 * @param ruleLengthMax UTF-16 units in one YARA rule; at least 1
 * @param derivedMax indicators derived from one; at least 1
 */
public record Limits(int textLengthMax, int spanLengthMax, int countMax, int ruleLengthMax, int derivedMax) {

    private static final int RULE_LENGTH_MAX = 65_536;
    private static final int DERIVED_MAX = 100;

    /** A quarter of a million units of text, indicators of up to 2048 units, ten thousand indicators, rules of 65536 units, a hundred derived. */
    public static final Limits DEFAULTS = new Limits(250_000, 2048, 10_000);

    public Limits {
        if (textLengthMax < 1 || spanLengthMax < 1 || countMax < 1 || ruleLengthMax < 1 || derivedMax < 1) {
            throw new IllegalArgumentException("every limit must be at least 1");
        }
    }

    /** With the default limits on rules and on what is derived. */
    public Limits(int textLengthMax, int spanLengthMax, int countMax) {
        this(textLengthMax, spanLengthMax, countMax, RULE_LENGTH_MAX, DERIVED_MAX);
    }

    int lengthMax(ObservableType type) {
        return type == ObservableType.YARA_RULE ? ruleLengthMax : spanLengthMax;
    }

    /** A limit that was met. */
    public enum Limit {
        /** The text was longer than {@link Limits#textLengthMax()}. */
        TEXT_LENGTH,
        /** A candidate was longer than {@link Limits#spanLengthMax()}. */
        SPAN_LENGTH,
        /** There were more indicators than {@link Limits#countMax()}, or one held more than {@link Limits#derivedMax()}. */
        COUNT
    }
}
