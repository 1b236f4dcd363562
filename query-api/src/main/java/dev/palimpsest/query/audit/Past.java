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
import dev.palimpsest.trust.seal.SealedRecords;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Memory as it was: what any moment's reader reads is the fold of the log at that moment. Safe for several threads. */
public final class Past {

    /** Most that read the past at once, the one that folds and those who wait for it together. */
    private static final int READING_MAX = 4;

    private final MemoryReader live;
    private final MemoryLog log;
    private final SealedRecords sealed;
    private final PastStates states;
    private final Semaphore reading = new Semaphore(READING_MAX);

    /** @param sealed tells of what is kept here from an earlier reading whether it may still be read */
    public Past(MemoryReader live, MemoryLog log, SealedRecords sealed) {
        this.sealed = sealed;
        this.live = live;
        this.log = log;
        this.states = new PastStates(log, memoriesMax());
    }

    /** Most memories of one tenant that are held at once. */
    public static int memoriesMax() {
        return PastStates.memoriesMax(Runtime.getRuntime().maxMemory());
    }

    /**
     * A place of the log and a reader of the memory it folds to.
     *
     * @param asking the same reader, asking that live reader what is near in meaning, which may see less
     * @param next   next offset by partition
     */
    public record Reading(MemoryReader reader, UnaryOperator<MemoryReader> asking, Map<Integer, Long> next) {}

    /**
     * Answers from one tenant's memory at a moment that is not the present.
     *
     * @throws Refusal where the past is too much to be read at once, or too many ask for it
     */
    public <T> T at(TenantId tenant, Moment moment, Function<Reading, T> answer) {
        return bounded(() -> answer.apply(reading(states.at(tenant, known(moment)), moment.asOf())));
    }

    /**
     * Answers from one tenant's memory at a position of the log.
     *
     * @param next next offset by partition
     * @param asOf what held then; null for what stood
     * @throws Refusal where that is too much to be read at once, or too many ask for it
     */
    public <T> T at(TenantId tenant, Map<Integer, Long> next, @Nullable Instant asOf, Function<Reading, T> answer) {
        return bounded(() -> answer.apply(reading(states.at(tenant, next), asOf)));
    }

    private Reading reading(PastState state, @Nullable Instant asOf) {
        PastReader reader = new PastReader(state.at(asOf).stream().map(sealed::now).toList(), live);
        return new Reading(reader, reader::asking, state.next());
    }

    /**
     * One of the few readings that go on at a time.
     *
     * @throws Refusal where there are too many
     */
    public <T> T bounded(Supplier<T> answer) {
        if (!reading.tryAcquire()) {
            throw Refusal.tooFast("too many read the past at once: ask again in a few seconds");
        }
        try {
            return answer.get();
        } catch (PastState.TooMuch e) {
            throw Refusal.tooLarge(String.valueOf(e.getMessage()));
        } finally {
            reading.release();
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
                timeline -> asOf == null ? Optional.of(timeline.head()) : timeline.at(asOf)).map(sealed::now);
    }

    /** The events of a memory that the log had learnt by a moment, oldest first. */
    public List<MemoryLog.Entry> history(Memory head, Moment moment) {
        return log.history(head, known(moment));
    }

    /** What the log learnt of a subject after one instant of system time and up to another. */
    public Difference difference(TenantId tenant, Subject subject, Instant after, Instant upTo) {
        Difference.Builder difference = Difference.after(after);
        log.of(tenant, subject, upTo, entry -> difference.add(entry.record().event()));
        return difference.build();
    }

    /** All the log has learnt, where nothing else is asked for: its clock need not be this one. */
    private static Instant known(Moment moment) {
        Instant knownAt = moment.knownAt();
        return knownAt == null ? Instant.MAX : knownAt;
    }
}
