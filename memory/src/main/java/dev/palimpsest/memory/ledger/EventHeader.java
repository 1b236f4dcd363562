package dev.palimpsest.memory.ledger;

import dev.palimpsest.memory.Evidence;
import dev.palimpsest.memory.Kind;
import dev.palimpsest.memory.MemoryId;
import dev.palimpsest.memory.Micros;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.TenantId;
import dev.palimpsest.memory.Tlp;
import dev.palimpsest.memory.TrustTier;
import dev.palimpsest.memory.ValidTime;
import java.time.Instant;
import java.util.List;

/**
 * What every event of the log carries.
 *
 * @param version    of the memory after this event; 1 for its first
 * @param valid      when what the event says holds in the world
 * @param systemTime when the log learnt it; never decreases within a partition of the log
 * @param evidence   the records it rests on
 * @param trust      on whose word
 */
public record EventHeader(TenantId tenant, Subject subject, MemoryId memory, Kind kind, long version, ValidTime valid,
        Instant systemTime, List<Evidence> evidence, TrustTier trust, Tlp marking) {

    public EventHeader {
        systemTime = Micros.of(systemTime);
        evidence = List.copyOf(evidence);
    }
}
