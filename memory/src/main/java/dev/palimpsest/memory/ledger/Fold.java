package dev.palimpsest.memory.ledger;

import dev.palimpsest.memory.Content;
import dev.palimpsest.memory.Evidence;
import dev.palimpsest.memory.Identity;
import dev.palimpsest.memory.Limits;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.Protection;
import dev.palimpsest.memory.Status;
import dev.palimpsest.memory.Support;
import dev.palimpsest.memory.TrustTier;
import dev.palimpsest.memory.ValidTime;
import dev.palimpsest.memory.ledger.MemoryEvent.Contradicted;
import dev.palimpsest.memory.ledger.MemoryEvent.Created;
import dev.palimpsest.memory.ledger.MemoryEvent.Erased;
import dev.palimpsest.memory.ledger.MemoryEvent.Expired;
import dev.palimpsest.memory.ledger.MemoryEvent.Fact;
import dev.palimpsest.memory.ledger.MemoryEvent.Imported;
import dev.palimpsest.memory.ledger.MemoryEvent.Protected;
import dev.palimpsest.memory.ledger.MemoryEvent.Quarantined;
import dev.palimpsest.memory.ledger.MemoryEvent.Regrounded;
import dev.palimpsest.memory.ledger.MemoryEvent.Reinforced;
import dev.palimpsest.memory.ledger.MemoryEvent.Released;
import dev.palimpsest.memory.ledger.MemoryEvent.Restored;
import dev.palimpsest.memory.ledger.MemoryEvent.Retracted;
import dev.palimpsest.memory.ledger.MemoryEvent.Revised;
import dev.palimpsest.memory.ledger.MemoryEvent.RolledBack;
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
        if (event instanceof Imported imported) {
            return imported(memory, imported);
        }
        Memory head = requireFollows(memory, event);
        return switch (event) {
            case Created _,Imported _ -> throw new AssertionError("handled above");
            case Revised revised -> stating(head, revised.header(), revised.fact(),
                    head.support().with(revised.header().evidence()));
            case Superseded superseded -> superseded.header().valid().endsBy(head.valid())
                    ? noted(head, superseded.header())
                    : stating(head, superseded.header(), superseded.fact(),
                            Support.of(superseded.header().evidence()));
            case Reinforced reinforced -> reinforced(head, reinforced);
            case Contradicted contradicted -> contradicted(head, contradicted);
            case Retracted retracted -> standing(head, retracted.header(), Status.RETRACTED);
            case Restored restored -> restored(head, restored.header());
            case Expired expired -> expired(head, expired.header());
            case Protected guarded -> guarded(head, guarded);
            case Quarantined quarantined -> keeping(head, quarantined.header(), Status.QUARANTINED);
            case Released released -> keeping(head, released.header(), Status.CURRENT);
            case Erased erased -> erased(head, erased.header());
            case Regrounded regrounded -> regrounded(head, regrounded);
            case RolledBack back -> rolledBack(head, back);
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
                header.marking(), Support.of(header.evidence()), header.evidence(), fact.derivedFrom(),
                header.systemTime(), header.systemTime());
    }

    private static Memory imported(@Nullable Memory memory, Imported event) {
        Memory state = event.memory();
        if (!state.id().equals(event.header().memory()) || state.version() != event.header().version()) {
            throw new IllegalArgumentException("the state of " + state.ref() + " cannot be version "
                    + event.header().version() + " of memory " + event.header().memory());
        }
        if (memory != null) {
            requireFollows(memory, event);
        }
        return state;
    }

    private static Memory requireFollows(@Nullable Memory memory, MemoryEvent event) {
        EventHeader header = event.header();
        if (memory == null || !memory.id().equals(header.memory()) || memory.version() + 1 != header.version()) {
            throw new IllegalArgumentException("version " + header.version() + " of memory " + header.memory()
                    + " does not follow " + (memory == null ? "nothing" : memory.ref()));
        }
        return memory;
    }

    private static Memory stating(Memory head, EventHeader header, Fact fact, Support support) {
        Status status = head.status() == Status.QUARANTINED ? Status.QUARANTINED : Status.CURRENT;
        return next(head, header, status, strongest(head, header), header.valid(), fact, support);
    }

    private static Memory reinforced(Memory head, Reinforced event) {
        EventHeader header = event.header();
        Fact fact = new Fact(head.content(), event.occurrences(), event.confidence(), head.derivedFrom());
        return next(head, header, head.status(), strongest(head, header), since(head, header), fact,
                head.support().with(header.evidence()));
    }

    /** A slot's value that is heard to have held earlier too stands since when it stood: see {@link Timeline}. */
    private static ValidTime since(Memory head, EventHeader header) {
        boolean late = head.identity().form() == Identity.Form.SLOT && !head.trust().isBelow(header.trust())
                && header.valid().from().isBefore(head.valid().from());
        return late ? head.valid() : header.valid();
    }

    /** Who contradicts adds no evidence to what he contradicts. */
    private static Memory contradicted(Memory head, Contradicted event) {
        return new Memory(head.id(), head.tenant(), head.subject(), head.kind(), head.identity(),
                event.header().version(), head.status(), head.content(), head.valid(), head.occurrences(),
                head.confidence(), head.trust(), head.marking(), head.support().against(event.by()), head.evidence(),
                head.derivedFrom(), head.createdAt(), event.header().systemTime(), head.protection());
    }

    /** What befalls its grounds is no word about the fact: trust and support by sources stay. */
    private static Memory regrounded(Memory head, Regrounded event) {
        return new Memory(head.id(), head.tenant(), head.subject(), head.kind(), head.identity(),
                event.header().version(), head.status(), head.content(), head.valid(), head.occurrences(),
                head.confidence(), head.trust(), head.marking(), event.support(), head.evidence(), head.derivedFrom(),
                head.createdAt(), event.header().systemTime(), head.protection());
    }

    private static Memory rolledBack(Memory head, RolledBack event) {
        EventHeader header = event.header();
        Fact fact = event.fact();
        return new Memory(head.id(), head.tenant(), head.subject(), head.kind(), head.identity(), header.version(),
                event.status(), fact.content(), header.valid(), fact.occurrences(), fact.confidence(), header.trust(),
                header.marking(), event.support(), header.evidence(), fact.derivedFrom(), head.createdAt(),
                header.systemTime(), head.protection());
    }

    /** Who looks at a word does not vouch for it: trust stays, so that text from logs keeps its tier. */
    private static Memory keeping(Memory head, EventHeader header, Status status) {
        return next(head, header, status, head.trust(), head.valid(), said(head), head.support());
    }

    /** Its end, where the event knows one, is that of what it said, so that other times still know what held then. */
    private static Memory expired(Memory head, EventHeader header) {
        return next(head, header, Status.EXPIRED, head.trust(), header.valid(), said(head), head.support());
    }

    /** What came to its end and is back has the end that the event says, or none. */
    private static Memory restored(Memory head, EventHeader header) {
        return next(head, header, Status.CURRENT, strongest(head, header), header.valid(), said(head), head.support());
    }

    private static Memory guarded(Memory head, Protected event) {
        Memory kept = keeping(head, event.header(), head.status());
        return new Memory(kept.id(), kept.tenant(), kept.subject(), kept.kind(), kept.identity(), kept.version(),
                kept.status(), kept.content(), lasting(kept.identity(), kept.valid(), event.protection()),
                kept.occurrences(), kept.confidence(), kept.trust(), kept.marking(), kept.support(), kept.evidence(),
                kept.derivedFrom(), kept.createdAt(), kept.updatedAt(), event.protection());
    }

    /** What is protected has no end; an indicator's is its source's word and stays. */
    private static ValidTime lasting(Identity identity, ValidTime valid, Protection protection) {
        return protection == Protection.NONE || identity.form() == Identity.Form.INDICATOR
                ? valid
                : ValidTime.since(valid.from());
    }

    /** Taken back or brought back: from then on it needs a word as strong as this one to change that. */
    private static Memory standing(Memory head, EventHeader header, Status status) {
        return next(head, header, status, strongest(head, header), head.valid(), said(head), head.support());
    }

    /** A late value: the version and the evidence count, so that it is known when it comes again; what stands is untouched. */
    private static Memory noted(Memory head, EventHeader header) {
        return next(head, header, head.status(), head.trust(), head.valid(), said(head), head.support());
    }

    private static Memory erased(Memory head, EventHeader header) {
        Content left = head.content().key().<Content>map(Content.Sealed::gone).orElse(Content.Plain.of(""));
        Fact nothing = new Fact(left, head.occurrences(), head.confidence(), head.derivedFrom());
        return next(head, header, Status.ERASED, strongest(head, header), head.valid(), nothing, head.support());
    }

    private static Fact said(Memory head) {
        return new Fact(head.content(), head.occurrences(), head.confidence(), head.derivedFrom());
    }

    private static TrustTier strongest(Memory head, EventHeader header) {
        return head.trust().isBelow(header.trust()) ? header.trust() : head.trust();
    }

    private static Memory next(Memory head, EventHeader header, Status status, TrustTier trust, ValidTime valid,
            Fact fact, Support support) {
        return new Memory(head.id(), head.tenant(), head.subject(), head.kind(), head.identity(), header.version(),
                status, fact.content(), lasting(head.identity(), valid, head.protection()), fact.occurrences(),
                fact.confidence(), trust,
                head.marking().strictest(header.marking()), support, latest(head.evidence(), header.evidence()),
                fact.derivedFrom(), head.createdAt(), header.systemTime(), head.protection());
    }

    private static List<Evidence> latest(List<Evidence> kept, List<Evidence> added) {
        List<Evidence> all = Stream.concat(kept.stream(), added.stream()).distinct().toList();
        return all.subList(Math.max(0, all.size() - Limits.EVIDENCE_MAX), all.size());
    }
}
