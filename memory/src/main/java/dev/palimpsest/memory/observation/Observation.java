package dev.palimpsest.memory.observation;

import dev.palimpsest.memory.Micros;
import dev.palimpsest.memory.TenantId;
import dev.palimpsest.memory.Tlp;
import dev.palimpsest.memory.TrustTier;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

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
 * @param keyId      the key that its words are sealed under wherever it is written; null where they are nobody's own. Of an order
 *                   on its way to admission the key of the memory it is about: its words are whose that memory's are
 */
public record Observation(ObservationId id, TenantId tenant, String source, TrustTier trust, Tlp marking,
        Instant receivedAt, Instant occurredAt, Payload payload, @Nullable String keyId) {

    public Observation {
        receivedAt = Micros.of(receivedAt);
        occurredAt = Micros.of(occurredAt);
    }

    /** Of nobody's own words, or not sealed yet. */
    public Observation(ObservationId id, TenantId tenant, String source, TrustTier trust, Tlp marking,
            Instant receivedAt, Instant occurredAt, Payload payload) {
        this(id, tenant, source, trust, marking, receivedAt, occurredAt, payload, null);
    }

    /** The same with other words, under a key. */
    public Observation saying(Payload words, @Nullable String key) {
        return new Observation(id, tenant, source, trust, marking, receivedAt, occurredAt, words, key);
    }
}
