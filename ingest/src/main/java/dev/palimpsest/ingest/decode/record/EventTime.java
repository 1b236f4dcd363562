package dev.palimpsest.ingest.decode.record;

import dev.palimpsest.memory.Micros;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When something happened, and how far that is to be believed.
 *
 * @param at      to the microsecond
 * @param quality null for a time the record states in full; {@link #ZONE_ASSUMED}; {@link #RECEIVED} where the record has no
 *                believable time and the time of receipt stands in
 */
public record EventTime(Instant at, @Nullable String quality) {

    /** The field that carries the quality. */
    public static final String QUALITY_FIELD = "event.time_quality";

    public static final String RECEIVED = "received";

    /** The record names no zone, and UTC was taken. */
    public static final String ZONE_ASSUMED = "zone-assumed";

    /** How far ahead of the time of receipt a clock may be. */
    private static final Duration AHEAD_MAX = Duration.ofDays(1);

    /** Nothing before is believed: sensors without a clock say 1601, 1970 or thereabouts. */
    private static final Instant EARLIEST = Instant.parse("1980-01-01T00:00:00Z");

    /** The time a text states. */
    public static EventTime of(@Nullable String text, Arrival arrival) {
        Optional<Instant> stated = Timestamps.parse(text);
        if (text == null || stated.isEmpty()) {
            return received(arrival);
        }
        return of(stated.get(), Timestamps.namesZone(text) ? null : ZONE_ASSUMED, arrival);
    }

    /** The instant, if it is believable. */
    public static EventTime of(Instant stated, @Nullable String quality, Arrival arrival) {
        boolean believable = !stated.isBefore(EARLIEST) && stated.isBefore(arrival.receivedAt().plus(AHEAD_MAX));
        return believable ? new EventTime(Micros.of(stated), quality) : received(arrival);
    }

    public static EventTime received(Arrival arrival) {
        return new EventTime(Micros.of(arrival.receivedAt()), RECEIVED);
    }

    /** Whether the record itself states it. */
    public boolean stated() {
        return !RECEIVED.equals(quality);
    }

    /** Writes {@code @timestamp}, and the quality where there is something to say. */
    public void writeTo(FieldSet fields) {
        fields.replace("@timestamp", at.toString());
        fields.replace(QUALITY_FIELD, quality);
    }
}
