package dev.palimpsest.memory.ledger;

import dev.palimpsest.memory.Content;
import dev.palimpsest.memory.Identity;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.MemoryId;
import dev.palimpsest.memory.MemoryRef;
import dev.palimpsest.memory.Micros;
import dev.palimpsest.memory.Occurrences;
import dev.palimpsest.memory.Origin;
import dev.palimpsest.memory.Protection;
import dev.palimpsest.memory.Status;
import dev.palimpsest.memory.Support;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A record of the log. The fold of a memory's events, in order, is the memory. */
public sealed interface MemoryEvent {

    EventHeader header();

    /** A memory begins. */
    record Created(EventHeader header, Identity identity, Fact fact) implements MemoryEvent {}

    /** The same fact, said better or grown. */
    record Revised(EventHeader header, Fact fact) implements MemoryEvent {}

    /** The same fact again; the content stands. */
    record Reinforced(EventHeader header, Occurrences occurrences, double confidence) implements MemoryEvent {}

    /**
     * Another value takes the slot. Where its valid time ends by the time the standing value begins, it came late: it is
     * part of the history and the standing value stands.
     */
    record Superseded(EventHeader header, Fact fact) implements MemoryEvent {}

    /**
     * A weaker word says something else. What stands goes on standing; what the weaker word says is a memory of its own.
     *
     * @param by that memory
     */
    record Contradicted(EventHeader header, MemoryId by) implements MemoryEvent {}

    /** Taken back. */
    record Retracted(EventHeader header, String reason) implements MemoryEvent {}

    /** Made current again, as it was. */
    record Restored(EventHeader header, String reason) implements MemoryEvent {}

    /** Its time is over: it held until the end of the header's valid time, where that has one. */
    record Expired(EventHeader header, String reason) implements MemoryEvent {}

    /** Kept from recall until somebody looks at it. */
    record Quarantined(EventHeader header, String reason) implements MemoryEvent {}

    /** Out of quarantine. */
    record Released(EventHeader header, String reason) implements MemoryEvent {}

    /**
     * What it was concluded from bears it out less than before, or again.
     *
     * @param support as it is from now on
     */
    record Regrounded(EventHeader header, Support support, String reason) implements MemoryEvent {}

    /**
     * The state it would have had a source not spoken. The head is exactly this from then on; trust, marking, valid time and
     * evidence are the header's.
     *
     * @param source whose word is taken out: a sender, or one of its streams, see {@link dev.palimpsest.memory.SourceName}
     * @param since  what it said from then on
     */
    record RolledBack(EventHeader header, Fact fact, Status status, Support support, String source, Instant since,
            String reason) implements MemoryEvent {
        public RolledBack {
            since = Micros.of(since);
        }
    }

    /**
     * Kept from ending by itself, or no longer so.
     *
     * @param protection from now on
     */
    record Protected(EventHeader header, Protection protection, String reason) implements MemoryEvent {}

    /** Its content is gone for good. */
    record Erased(EventHeader header, String reason) implements MemoryEvent {}

    /**
     * The state it has on another stack. The head is exactly this from then on, its versions and times those of there; when it
     * came here, and by which order, is the header's. It may begin a memory at any version.
     *
     * @param origin what made it so there; null where only the state is known
     */
    record Imported(EventHeader header, Memory memory, @Nullable Origin origin) implements MemoryEvent {}

    /**
     * What a version says.
     *
     * @param occurrences in all, after this event
     * @param confidence  0 to 1
     * @param derivedFrom the memory versions it was concluded from
     */
    record Fact(Content content, Occurrences occurrences, double confidence, List<MemoryRef> derivedFrom) {
        public Fact {
            derivedFrom = List.copyOf(derivedFrom);
        }
    }
}
