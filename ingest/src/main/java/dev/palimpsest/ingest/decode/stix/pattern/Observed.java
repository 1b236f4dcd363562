package dev.palimpsest.ingest.decode.stix.pattern;

import java.util.List;

/** A pattern: what must be observed, and in which order and time. */
public sealed interface Observed {

    /** One observation. */
    record Single(Compared comparison) implements Observed {}

    /**
     * Observations joined.
     *
     * @param join  how
     * @param parts two or more
     */
    record Several(Join join, List<Observed> parts) implements Observed {
        public Several {
            parts = List.copyOf(parts);
        }
    }

    /**
     * An observation that must keep to a time or a number.
     *
     * @param qualifier as written, in one form: {@code WITHIN 300 SECONDS}
     */
    record Qualified(Observed observed, String qualifier) implements Observed {}

    /** How observations are joined. */
    enum Join {
        AND, OR, FOLLOWEDBY
    }
}
