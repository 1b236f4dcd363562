package dev.palimpsest.sigma.match;

import org.jspecify.annotations.Nullable;

/** A value of an event, and the same without letter case, made once. For one thread. */
public final class Value {

    /** Values are cut here before anything is asked of them, in UTF-16 units. */
    public static final int LENGTH_MAX = 16_384;

    private final String text;
    private @Nullable String folded;

    /** A longer text is cut. */
    public Value(String text) {
        this.text = text.length() <= LENGTH_MAX ? text : text.substring(0, LENGTH_MAX);
    }

    /** As it stands in the event. */
    public String text() {
        return text;
    }

    /** In one letter case. */
    public String folded() {
        String known = folded;
        if (known == null) {
            known = Fold.of(text);
            folded = known;
        }
        return known;
    }
}
