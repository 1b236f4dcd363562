package dev.palimpsest.memory.observation;

import dev.palimpsest.memory.Micros;
import dev.palimpsest.memory.TenantId;
import dev.palimpsest.memory.Tlp;
import dev.palimpsest.memory.TrustTier;
import java.time.Instant;

/**
 * One raw input.
 *
 * @param id         deterministic, so that the same input delivered again is recognised
 * @param tenant     from the credential or the configuration it came in by
 * @param source     who sent it: a feed's, a sensor's or a caller's name, see {@link dev.palimpsest.memory.SourceName}
 * @param trust      the tier of that source
 * @param marking    who may see it
 * @param receivedAt when ingest accepted it
 * @param occurredAt when it happened or was said, by the input's own account
 * @param payload    the input itself
 */
public record Observation(ObservationId id, TenantId tenant, String source, TrustTier trust, Tlp marking,
        Instant receivedAt, Instant occurredAt, Payload payload) {

    public Observation {
        receivedAt = Micros.of(receivedAt);
        occurredAt = Micros.of(occurredAt);
    }
}
