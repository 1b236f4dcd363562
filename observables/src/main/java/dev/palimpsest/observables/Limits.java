package dev.palimpsest.observables;

/**
 * How much of a text is read and reported.
 *
 * @param textLengthMax UTF-16 units read; what follows is not looked at; at least 1
 * @param spanLengthMax UTF-16 units in one indicator; longer candidates are left out, never shortened; at least 1
 * @param countMax indicators reported, first come first kept; at least 1
 */
public record Limits(int textLengthMax, int spanLengthMax, int countMax) {

    /** A million units of text, URLs of up to 2048 units, ten thousand indicators. */
    public static final Limits DEFAULTS = new Limits(1_000_000, 2048, 10_000);

    public Limits {
        if (textLengthMax < 1 || spanLengthMax < 1 || countMax < 1) {
            throw new IllegalArgumentException("every limit must be at least 1");
        }
    }

    /** A limit that was met. */
    public enum Limit {
        /** The text was longer than {@link Limits#textLengthMax()}. */
        TEXT_LENGTH,
        /** A candidate was longer than {@link Limits#spanLengthMax()}. */
        SPAN_LENGTH,
        /** There were more indicators than {@link Limits#countMax()}. */
        COUNT
    }
}
