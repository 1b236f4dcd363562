package dev.palimpsest.query.audit;

import dev.palimpsest.access.Refusal;
import dev.palimpsest.index.MemoryReader;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.MemoryId;
import dev.palimpsest.memory.MemoryRef;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.TenantId;
import dev.palimpsest.memory.ledger.Difference;
import dev.palimpsest.memory.ledger.EventHeader;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Memory as it was: what any moment's reader reads is the fold of the log at that moment. Safe for several threads. */
public final class Past {

    private final MemoryReader live;
    private final MemoryLog log;
    private final PastStates states;
    private final InstantSource clock;

    public Past(MemoryReader live, MemoryLog log, InstantSource clock) {
        this.live = live;
        this.log = log;
        this.clock = clock;
        this.states = new PastStates(log, PastStates.MEMORIES_MAX);
    }

    /**
     * A reader of one tenant's memory at a moment: of the present the live index, of any other time the log itself.
     *
     * @throws Refusal where the past is too much to be read at once, or too many ask for it
     */
    public MemoryReader at(TenantId tenant, Moment moment) {
        if (moment.isPresent()) {
            return live;
        }
        try {
            PastState state = states.at(tenant, known(moment));
            return new PastReader(state.at(moment.asOf()), live);
        } catch (PastState.TooMuch e) {
            throw Refusal.tooLarge(String.valueOf(e.getMessage()));
        } catch (PastStates.Busy e) {
            throw Refusal.tooFast(String.valueOf(e.getMessage()));
        }
    }

    /**
     * A reader of one tenant's memory at a position of the log.
     *
     * @param next next offset by partition
     * @throws Refusal where that is too much to be read at once
     */
    public MemoryReader at(TenantId tenant, Map<Integer, Long> next) {
        try {
            return new PastReader(PastState.at(log, tenant, next, PastStates.MEMORIES_MAX).heads(), live);
        } catch (PastState.TooMuch e) {
            throw Refusal.tooLarge(String.valueOf(e.getMessage()));
        }
    }

    /**
     * The versions of some memories that came after a position of the log and by an instant.
     *
     * @param after next offset by partition
     */
    public Set<MemoryRef> since(Map<Integer, Long> after, Instant upTo, Set<MemoryId> memories) {
        Set<MemoryRef> versions = new HashSet<>();
        log.readUntil(after, upTo, entry -> {
            EventHeader header = entry.record().event().header();
            if (memories.contains(header.memory())) {
                versions.add(new MemoryRef(header.memory(), header.version()));
            }
        });
        return versions;
    }

    /**
     * One memory at a moment; empty where the log knew nothing of it then, or nothing held.
     *
     * @param head as the live index has it
     */
    public Optional<Memory> at(Memory head, Moment moment) {
        if (moment.isPresent()) {
            return Optional.of(head);
        }
        Instant asOf = moment.asOf();
        return log.known(head, known(moment)).flatMap(
                timeline -> asOf == null ? Optional.of(timeline.head()) : timeline.at(asOf));
    }

    /** The events of a memory that the log had learnt by a moment, oldest first. */
    public List<MemoryLog.Entry> history(Memory head, Moment moment) {
        return log.history(head, known(moment));
    }

    /** What the log learnt of a subject after one instant of system time and up to another. */
    public Difference difference(TenantId tenant, Subject subject, Instant after, Instant upTo) {
        Difference.Builder difference = Difference.after(after);
        log.of(tenant, subject, upTo).forEach(entry -> difference.add(entry.record().event()));
        return difference.build();
    }

    private Instant known(Moment moment) {
        Instant knownAt = moment.knownAt();
        return knownAt == null ? clock.instant() : knownAt;
    }
}
