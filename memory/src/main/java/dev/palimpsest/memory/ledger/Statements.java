package dev.palimpsest.memory.ledger;

import dev.palimpsest.memory.Content;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.Occurrences;
import dev.palimpsest.memory.Status;
import dev.palimpsest.memory.ValidTime;
import dev.palimpsest.memory.claim.Claim.Statement;
import dev.palimpsest.memory.ledger.Decision.Append;
import dev.palimpsest.memory.ledger.Decision.Reason;
import dev.palimpsest.memory.ledger.Decision.Refused;
import dev.palimpsest.memory.ledger.Decision.Unchanged;
import dev.palimpsest.memory.ledger.MemoryEvent.Created;
import dev.palimpsest.memory.ledger.MemoryEvent.Fact;
import dev.palimpsest.memory.ledger.MemoryEvent.Reinforced;
import dev.palimpsest.memory.ledger.MemoryEvent.Restored;
import dev.palimpsest.memory.ledger.MemoryEvent.Revised;
import dev.palimpsest.memory.ledger.MemoryEvent.Superseded;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How statements are decided. */
final class Statements {

    private Statements() {}

    static Decision decide(@Nullable Memory memory, Statement claim, Instant now) {
        if (claim.trust().isData() && !claim.kind().opensToData()) {
            return new Refused(Reason.DATA_IS_NOT_PROFILE);
        }
        if (memory == null) {
            return new Append(new Created(header(claim, 1, claim.valid(), now), claim.identity(),
                    fact(claim.content(), claim.occurrences(), claim)));
        }
        if (isRedelivery(memory, claim)) {
            return new Unchanged(Reason.REDELIVERED);
        }
        return switch (memory.status()) {
            case CURRENT -> onCurrent(memory, claim, now);
            case RETRACTED, EXPIRED -> onEnded(memory, claim, now);
            case QUARANTINED, ERASED -> new Unchanged(Reason.NOT_CURRENT);
        };
    }

    private static Decision onCurrent(Memory memory, Statement claim, Instant now) {
        return switch (memory.identity().form()) {
            case SLOT -> onSlot(memory, claim, now);
            case TEXT -> reinforce(memory, claim, now);
            case EPISODE -> new Unchanged(Reason.REDELIVERED);
            case INDICATOR -> onIndicator(memory, claim, now);
            case EDGE, STORY -> onSighting(memory, claim, now);
        };
    }

    /** One value at a time; valid time, not arrival, decides which one stands. */
    private static Decision onSlot(Memory memory, Statement claim, Instant now) {
        if (memory.content().equals(claim.content())) {
            return reinforce(memory, claim, now);
        }
        if (claim.trust().isBelow(memory.trust())) {
            return new Unchanged(Reason.OUTRANKED);
        }
        Instant standsSince = memory.valid().from();
        boolean late = claim.valid().from().isBefore(standsSince);
        ValidTime valid = late ? claim.valid().until(standsSince) : claim.valid();
        return new Append(new Superseded(header(claim, memory.version() + 1, valid, now),
                fact(claim.content(), claim.occurrences(), claim)));
    }

    /** A source's newest word replaces its older one; the same word again is no news. */
    private static Decision onIndicator(Memory memory, Statement claim, Instant now) {
        if (claim.trust().isBelow(memory.trust())) {
            return new Unchanged(Reason.OUTRANKED);
        }
        if (memory.content().equals(claim.content()) && memory.valid().equals(claim.valid())) {
            return new Unchanged(Reason.KNOWN);
        }
        return new Append(new Revised(header(claim, memory.version() + 1, claim.valid(), now),
                fact(claim.content(), memory.occurrences().plus(claim.occurrences()), claim)));
    }

    /** Sightings add up; what they add to the content revises it, what repeats it reinforces. */
    private static Decision onSighting(Memory memory, Statement claim, Instant now) {
        if (!(memory.content() instanceof Content.Plain known) || !(claim.content() instanceof Content.Plain seen)) {
            return new Unchanged(Reason.NOT_CURRENT);
        }
        Content.Plain both = known.union(seen);
        if (both.equals(known)) {
            return reinforce(memory, claim, now);
        }
        return new Append(new Revised(header(claim, memory.version() + 1, earliest(memory, claim), now),
                fact(both, memory.occurrences().plus(claim.occurrences()), claim)));
    }

    private static Decision onEnded(Memory memory, Statement claim, Instant now) {
        if (claim.trust().isBelow(memory.trust()) || claim.trust().isData()) {
            return new Unchanged(Reason.TAKEN_BACK);
        }
        return new Append(new Restored(header(claim, memory.version() + 1, memory.valid(), now), "stated again"));
    }

    private static Decision reinforce(Memory memory, Statement claim, Instant now) {
        return new Append(new Reinforced(header(claim, memory.version() + 1, earliest(memory, claim), now),
                memory.occurrences().plus(claim.occurrences()), Math.max(memory.confidence(), claim.confidence())));
    }

    private static ValidTime earliest(Memory memory, Statement claim) {
        Instant from = memory.valid().from();
        Instant other = claim.valid().from();
        return new ValidTime(other.isBefore(from) ? other : from, memory.valid().to());
    }

    private static boolean isRedelivery(Memory memory, Statement claim) {
        return claim.occurrences().count() == 1 && memory.evidence().containsAll(claim.evidence());
    }

    private static Fact fact(Content content, Occurrences occurrences, Statement claim) {
        return new Fact(content, occurrences, claim.confidence(), claim.derivedFrom());
    }

    private static EventHeader header(Statement claim, long version, ValidTime valid, Instant now) {
        return new EventHeader(claim.tenant(), claim.subject(), claim.memory(), claim.kind(), version, valid, now,
                claim.evidence(), claim.trust(), claim.marking());
    }
}
