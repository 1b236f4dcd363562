package dev.palimpsest.memory.ledger;

import dev.palimpsest.memory.Evidence;
import dev.palimpsest.memory.Limits;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.Protection;
import dev.palimpsest.memory.Status;
import dev.palimpsest.memory.Support;
import dev.palimpsest.memory.Tlp;
import dev.palimpsest.memory.TrustTier;
import dev.palimpsest.memory.ValidTime;
import dev.palimpsest.memory.claim.Claim.Rollback;
import dev.palimpsest.memory.ledger.Decision.Append;
import dev.palimpsest.memory.ledger.Decision.Reason;
import dev.palimpsest.memory.ledger.Decision.Refused;
import dev.palimpsest.memory.ledger.Decision.Unchanged;
import dev.palimpsest.memory.ledger.MemoryEvent.Created;
import dev.palimpsest.memory.ledger.MemoryEvent.Fact;
import dev.palimpsest.memory.ledger.MemoryEvent.RolledBack;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How the influence of a source is taken out of a memory: it becomes what it would be without, as one more event. */
final class Rollbacks {

    private static final Support NOBODY = new Support(List.of(), List.of(), List.of(), List.of());

    private Rollbacks() {}

    static Decision decide(@Nullable Memory memory, Rollback order, Instant now) {
        if (order.trust().isBelow(TrustTier.CONTROL_PLANE)) {
            return new Refused(Reason.NOT_A_CURATOR);
        }
        Memory instead = order.instead();
        if (instead != null && !instead.id().equals(order.memory())) {
            return new Refused(Reason.BREAKS_A_RULE);
        }
        if (memory == null) {
            return instead == null || order.version() != 0
                    ? new Unchanged(Reason.UNKNOWN_MEMORY)
                    : made(order, instead, now);
        }
        if (memory.status() == Status.ERASED) {
            return new Unchanged(Reason.NOT_CURRENT);
        }
        if (memory.protection() == Protection.IMMUTABLE) {
            return new Refused(Reason.IMMUTABLE);
        }
        if (memory.version() != order.version()) {
            return new Unchanged(memory.restsOn(order.evidence()) ? Reason.REDELIVERED : Reason.MOVED_ON);
        }
        return new Append(instead == null ? gone(memory, order, now) : back(memory, order, instead, now));
    }

    /** Exactly as it would be: who ordered it is no source of it. */
    private static Append made(Rollback order, Memory instead, Instant now) {
        Created created = created(order, instead, now);
        return new Append(created, back(Ledger.apply(null, created), order, instead, now));
    }

    private static Created created(Rollback order, Memory instead, Instant now) {
        return new Created(header(instead, 1, order, instead.trust(), instead.marking(), instead.valid(),
                instead.evidence(), now), instead.identity(), fact(instead));
    }

    private static RolledBack back(Memory memory, Rollback order, Memory instead, Instant now) {
        return new RolledBack(header(memory, memory.version() + 1, order, instead.trust(), instead.marking(),
                instead.valid(), instead.evidence(), now), fact(instead), instead.status(), instead.support(),
                order.source(), order.since(), order.reason());
    }

    /** Nobody bears it out any more; who states it again states it anew. */
    private static RolledBack gone(Memory memory, Rollback order, Instant now) {
        return new RolledBack(header(memory, memory.version() + 1, order, TrustTier.UNKNOWN, memory.marking(),
                memory.valid(), List.of(), now), fact(memory), Status.RETRACTED, NOBODY, order.source(),
                order.since(), order.reason());
    }

    /** Whether it was taken back with the only source that had spoken for it. */
    static boolean isUnspoken(Memory memory) {
        return memory.status() == Status.RETRACTED && memory.support().sources().isEmpty();
    }

    private static Fact fact(Memory memory) {
        return new Fact(memory.content(), memory.occurrences(), memory.confidence(), memory.derivedFrom());
    }

    /** The order itself is evidence too, so that a head says why it is as it is. */
    private static EventHeader header(Memory memory, long version, Rollback order, TrustTier trust, Tlp marking,
            ValidTime valid, List<Evidence> evidence, Instant now) {
        List<Evidence> all = Stream.concat(evidence.stream().skip(Math.max(0,
                evidence.size() + order.evidence().size() - Limits.EVIDENCE_MAX)), order.evidence().stream()).distinct()
                .toList();
        return new EventHeader(memory.tenant(), memory.subject(), memory.id(), memory.kind(), version, valid, now, all,
                trust, marking);
    }
}
