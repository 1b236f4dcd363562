package dev.palimpsest.ingest.decode.record;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a record came in, as far as decoding needs to know.
 *
 * @param source      the name of the feed, sensor or caller
 * @param receivedAt  the time an input without a believable time of its own gets
 * @param expected    what the source is allowed to be read as
 * @param malwareHint the malware a whole list is about, where the caller knows it; null otherwise
 * @param reliability how reliable the source is, {@code A} to {@code F}, where somebody judged it; null otherwise
 */
public record Arrival(String source, Instant receivedAt, Expected expected, @Nullable String malwareHint,
        @Nullable String reliability) {

    /** What a source is allowed to be read as. */
    public enum Expected {
        /** Whatever the content is. */
        ANY,
        /** Events only: text that a sensor merely passes on can never become an indicator. */
        EVENTS,
        /** Intelligence where the content allows it: even a bare value is a list entry. */
        INTELLIGENCE
    }

    /** An arrival that may be anything. */
    public static Arrival of(String source, Instant receivedAt) {
        return new Arrival(source, receivedAt, Expected.ANY, null, null);
    }

    public Arrival expecting(Expected value) {
        return new Arrival(source, receivedAt, value, malwareHint, reliability);
    }

    public Arrival withMalwareHint(String value) {
        return new Arrival(source, receivedAt, expected, value, reliability);
    }

    public Arrival withReliability(@Nullable String value) {
        return new Arrival(source, receivedAt, expected, malwareHint, value);
    }
}
