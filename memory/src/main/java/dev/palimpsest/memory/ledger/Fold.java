package dev.palimpsest.memory.ledger;

import dev.palimpsest.memory.Content;
import dev.palimpsest.memory.Evidence;
import dev.palimpsest.memory.Limits;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.Occurrences;
import dev.palimpsest.memory.Status;
import dev.palimpsest.memory.ValidTime;
import dev.palimpsest.memory.ledger.MemoryEvent.Created;
import dev.palimpsest.memory.ledger.MemoryEvent.Erased;
import dev.palimpsest.memory.ledger.MemoryEvent.Expired;
import dev.palimpsest.memory.ledger.MemoryEvent.Fact;
import dev.palimpsest.memory.ledger.MemoryEvent.Quarantined;
import dev.palimpsest.memory.ledger.MemoryEvent.Reinforced;
import dev.palimpsest.memory.ledger.MemoryEvent.Released;
import dev.palimpsest.memory.ledger.MemoryEvent.Restored;
import dev.palimpsest.memory.ledger.MemoryEvent.Retracted;
import dev.palimpsest.memory.ledger.MemoryEvent.Revised;
import dev.palimpsest.memory.ledger.MemoryEvent.Superseded;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The fold of events into a memory. */
final class Fold {

    private Fold() {}

    static Memory apply(@Nullable Memory memory, MemoryEvent event) {
        if (event instanceof Created created) {
            return created(memory, created);
        }
        Memory head = requireFollows(memory, event);
        return switch (event) {
            case Created _ -> throw new AssertionError("handled above");
            case Revised revised -> stating(head, revised.header(), revised.fact());
            case Superseded superseded -> superseded.header().valid().endsBy(head.valid())
                    ? noted(head, superseded.header())
                    : stating(head, superseded.header(), superseded.fact());
            case Reinforced reinforced -> next(head, reinforced.header(), Status.CURRENT, head.content(),
                    reinforced.header().valid(), reinforced.occurrences(), reinforced.confidence());
            case Retracted retracted -> standing(head, retracted.header(), Status.RETRACTED);
            case Restored restored -> standing(head, restored.header(), Status.CURRENT);
            case Expired expired -> keeping(head, expired.header(), Status.EXPIRED);
            case Quarantined quarantined -> keeping(head, quarantined.header(), Status.QUARANTINED);
            case Released released -> keeping(head, released.header(), Status.CURRENT);
            case Erased erased -> next(head, erased.header(), Status.ERASED, Content.Plain.of(""), head.valid(),
                    head.occurrences(), head.confidence());
        };
    }

    private static Memory created(@Nullable Memory memory, Created event) {
        EventHeader header = event.header();
        if (memory != null || header.version() != 1) {
            throw new IllegalArgumentException("memory " + header.memory() + " is created twice");
        }
        Fact fact = event.fact();
        return new Memory(header.memory(), header.tenant(), header.subject(), header.kind(), event.identity(), 1,
                Status.CURRENT, fact.content(), header.valid(), fact.occurrences(), fact.confidence(), header.trust(),
                header.marking(), header.evidence(), fact.derivedFrom(), header.systemTime(), header.systemTime());
    }

    private static Memory requireFollows(@Nullable Memory memory, MemoryEvent event) {
        EventHeader header = event.header();
        if (memory == null || !memory.id().equals(header.memory()) || memory.version() + 1 != header.version()) {
            throw new IllegalArgumentException("version " + header.version() + " of memory " + header.memory()
                    + " does not follow " + (memory == null ? "nothing" : memory.ref()));
        }
        return memory;
    }

    private static Memory stating(Memory head, EventHeader header, Fact fact) {
        Memory next = next(head, header, Status.CURRENT, fact.content(), header.valid(), fact.occurrences(),
                fact.confidence());
        return new Memory(next.id(), next.tenant(), next.subject(), next.kind(), next.identity(), next.version(),
                next.status(), next.content(), next.valid(), next.occurrences(), next.confidence(), next.trust(),
                next.marking(), next.evidence(), fact.derivedFrom(), next.createdAt(), next.updatedAt());
    }

    /** Who looks at a word does not vouch for it: trust stays, so that text from logs keeps its tier. */
    private static Memory keeping(Memory head, EventHeader header, Status status) {
        EventHeader unvouched = new EventHeader(header.tenant(), header.subject(), header.memory(), header.kind(),
                header.version(), header.valid(), header.systemTime(), header.evidence(), head.trust(),
                header.marking());
        return standing(head, unvouched, status);
    }

    /** Taken back or brought back: from then on it needs a word as strong as this one to change that. */
    private static Memory standing(Memory head, EventHeader header, Status status) {
        return next(head, header, status, head.content(), head.valid(), head.occurrences(), head.confidence());
    }

    /** A late value: the version and the evidence count, so that it is known when it comes again; what stands is untouched. */
    private static Memory noted(Memory head, EventHeader header) {
        return new Memory(head.id(), head.tenant(), head.subject(), head.kind(), head.identity(), header.version(),
                head.status(), head.content(), head.valid(), head.occurrences(), head.confidence(), head.trust(),
                head.marking().strictest(header.marking()), latest(head.evidence(), header.evidence()),
                head.derivedFrom(), head.createdAt(), header.systemTime());
    }

    private static Memory next(Memory head, EventHeader header, Status status, Content content, ValidTime valid,
            Occurrences occurrences, double confidence) {
        boolean stronger = head.trust().isBelow(header.trust());
        return new Memory(head.id(), head.tenant(), head.subject(), head.kind(), head.identity(), header.version(),
                status, content, valid, occurrences, confidence, stronger ? header.trust() : head.trust(),
                head.marking().strictest(header.marking()), latest(head.evidence(), header.evidence()),
                head.derivedFrom(), head.createdAt(), header.systemTime());
    }

    private static List<Evidence> latest(List<Evidence> kept, List<Evidence> added) {
        List<Evidence> all = Stream.concat(kept.stream(), added.stream()).distinct().toList();
        return all.subList(Math.max(0, all.size() - Limits.EVIDENCE_MAX), all.size());
    }
}
