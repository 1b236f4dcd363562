package dev.palimpsest.ingest.decode.record;

import dev.palimpsest.memory.observation.Payload;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One observation's worth of an input.
 *
 * @param payload    the event or intelligence object
 * @param occurredAt when it happened by its own account, else when it was received
 * @param identity   the name the format itself gives it, unique in the source and the same on each delivery; null where
 *                   the format has none, and the position or the content of the input must serve
 * @param part       which part of the input it is, from 0: inputs with several parts need it beside a derived identity
 */
public record DecodedRecord(Payload payload, Instant occurredAt, @Nullable String identity, int part) {

    /** The format's own identity, such as {@code winlog:dc01:Security:780313} or {@code indicator--…@2024-01-26…}. */
    public Optional<String> naturalId() {
        return Optional.ofNullable(identity);
    }

    public DecodedRecord asPart(int value) {
        return new DecodedRecord(payload, occurredAt, identity, value);
    }
}
