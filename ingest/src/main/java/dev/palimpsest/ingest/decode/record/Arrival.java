package dev.palimpsest.ingest.decode.record;

import dev.palimpsest.ingest.decode.table.TableMapping;
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
 * @param mapping     what the columns of its tables mean, where somebody declared it; null otherwise
 */
public record Arrival(String source, Instant receivedAt, Expected expected, @Nullable String malwareHint,
        @Nullable String reliability, @Nullable TableMapping mapping) {

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
        return new Arrival(source, receivedAt, Expected.ANY, null, null, null);
    }

    public Arrival expecting(Expected value) {
        return new Arrival(source, receivedAt, value, malwareHint, reliability, mapping);
    }

    public Arrival withMalwareHint(String value) {
        return new Arrival(source, receivedAt, expected, value, reliability, mapping);
    }

    public Arrival withReliability(@Nullable String value) {
        return new Arrival(source, receivedAt, expected, malwareHint, value, mapping);
    }

    /** The same with tables of declared columns, which are intelligence. */
    public Arrival withMapping(TableMapping value) {
        return new Arrival(source, receivedAt, Expected.INTELLIGENCE, malwareHint, reliability, value);
    }
}
