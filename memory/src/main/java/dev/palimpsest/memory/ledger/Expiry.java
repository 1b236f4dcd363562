package dev.palimpsest.memory.ledger;

import dev.palimpsest.memory.Evidence;
import dev.palimpsest.memory.Identity;
import dev.palimpsest.memory.Kind;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.MemoryId;
import dev.palimpsest.memory.Protection;
import dev.palimpsest.memory.Status;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.TenantId;
import dev.palimpsest.memory.TrustTier;
import dev.palimpsest.memory.ValidTime;
import dev.palimpsest.memory.indicator.DecayModel;
import dev.palimpsest.memory.indicator.Lifecycle;
import dev.palimpsest.memory.claim.Claim.Instruction;
import dev.palimpsest.memory.ledger.MemoryEvent.Expired;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * When memories end by themselves. Pure: who looks at a clock says so, and what comes of it is an event like any other.
 *
 * @param decayedBelow  an indicator ends when less than this share of its worth is left and nothing was learnt of it for as
 *                      long as that takes; above 0, below 1
 * @param sessionIdle   working memory ends when its session has been idle for so long
 * @param sessionItems  most working memories of a session that stand at a time
 */
public record Expiry(double decayedBelow, Duration sessionIdle, int sessionItems) {

    /** A twentieth, a day, 64. */
    public static final Expiry DEFAULT = new Expiry(0.05, Duration.ofHours(24), 64);

    public Expiry {
        if (!(decayedBelow > 0 && decayedBelow < 1)) {
            throw new IllegalArgumentException("the decay threshold lies above 0 and below 1: " + decayedBelow);
        }
        if (sessionIdle.isNegative() || sessionIdle.isZero() || sessionItems < 1) {
            throw new IllegalArgumentException("a session's idle time and its number of memories must be positive");
        }
    }

    /**
     * The end of a memory.
     *
     * @param at     from then on it is due
     * @param valid  of what it said; without an end where nothing changed in the world but what it is worth
     * @param reason why, for people
     */
    public record End(Instant at, ValidTime valid, String reason) {}

    /**
     * When and why the memory ends if nothing happens to it; empty for what does not end by itself.
     *
     * @param activeAt when its session was last active; counts for working memory alone
     */
    public Optional<End> end(Memory memory, Instant activeAt) {
        if (memory.status() != Status.CURRENT || memory.protection() != Protection.NONE) {
            return Optional.empty();
        }
        Instant end = memory.valid().to();
        if (end != null) {
            return Optional.of(new End(end, memory.valid(), "its time was over at " + end));
        }
        if (memory.kind() == Kind.WORKING) {
            Instant at = activeAt.plus(sessionIdle);
            return Optional.of(new End(at, endedAt(memory, at), "its session was idle for " + sessionIdle));
        }
        return Lifecycle.isStated(memory) ? Optional.of(decayed(memory)) : Optional.empty();
    }

    /** What was learnt today is kept for a while however old its dates are, and what is heard of again does not end. */
    private End decayed(Memory memory) {
        Instant heard = memory.occurrences().last();
        Instant since = heard.isAfter(memory.updatedAt()) ? heard : memory.updatedAt();
        return new End(since.plus(DecayModel.of(memory.subject()).until(decayedBelow)), memory.valid(),
                "decayed: less than " + decayedBelow + " of its worth is left");
    }

    /**
     * The event that ends it, resting on what the memory itself rests on.
     *
     * @param now system time of the event
     */
    public static Expired event(Memory memory, End end, Instant now) {
        return new Expired(header(memory, end.valid(), now, memory.evidence(), memory.trust()), end.reason());
    }

    /** The event that makes room in a full session. */
    public Expired crowdedOut(Memory memory, Instant now) {
        return new Expired(header(memory, endedAt(memory, now), now, memory.evidence(), memory.trust()),
                "capacity: a session keeps " + sessionItems + " working memories");
    }

    /** The event by which a session's end ends what stands of it; empty for what does not, or is protected. */
    public static Optional<Expired> ended(Memory memory, Instruction order, Instant now) {
        return memory.status() != Status.CURRENT || memory.protection() != Protection.NONE
                ? Optional.empty()
                : Optional.of(new Expired(header(memory, endedAt(memory, now), now, order.evidence(), order.trust()),
                        order.reason().isBlank() ? "its session ended" : "its session ended: " + order.reason()));
    }

    /** The name by which a session's end is ordered; no memory ever has it. */
    public static MemoryId sessionOf(TenantId tenant, Subject run) {
        return MemoryId.of(tenant, run, Kind.WORKING, Identity.slot("session"));
    }

    private static ValidTime endedAt(Memory memory, Instant at) {
        return memory.valid().endedBy(at.isBefore(memory.valid().from()) ? memory.valid().from() : at);
    }

    private static EventHeader header(Memory memory, ValidTime valid, Instant now, List<Evidence> evidence,
            TrustTier trust) {
        return new EventHeader(memory.tenant(), memory.subject(), memory.id(), memory.kind(), memory.version() + 1,
                valid,
                now, evidence, trust, memory.marking());
    }
}
