package dev.palimpsest.query.audit;

import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.MemoryId;
import dev.palimpsest.memory.TenantId;
import dev.palimpsest.memory.ledger.MemoryEvent;
import dev.palimpsest.memory.ledger.Timeline;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/**
 * All that one tenant's memory was at a place of the log.
 *
 * @param knownAt  the last instant of system time that counts
 * @param next     next offset by partition
 * @param memories never changed once this is made
 */
record PastState(TenantId tenant, Instant knownAt, Map<Integer, Long> next, Map<MemoryId, Timeline> memories) {

    static PastState empty(TenantId tenant) {
        return new PastState(tenant, Instant.MIN, Map.of(), Map.of());
    }

    /**
     * The state at a later instant, by the events between.
     *
     * @param max most memories that are held
     * @throws TooMuch where there were more
     */
    PastState advanced(EventSource log, Instant to, int max) {
        Map<MemoryId, Timeline> grown = new HashMap<>(memories);
        Map<Integer, Long> places = log.readUntil(next, to, entry -> fold(grown, tenant, entry, max));
        return new PastState(tenant, to, places, grown);
    }

    private static void fold(Map<MemoryId, Timeline> into, TenantId tenant, MemoryLog.Entry entry, int max) {
        MemoryEvent event = entry.record().event();
        if (event.header().tenant().equals(tenant)) {
            try {
                into.compute(event.header().memory(), (_, before) -> Timeline.after(before, event));
            } catch (IllegalArgumentException e) {
                throw new SerializationException("record " + entry.partition() + "@" + entry.offset()
                        + " of the log does not follow: run verify");
            }
            if (into.size() > max) {
                throw new TooMuch(max);
            }
        }
    }

    /**
     * The state at a position of the log.
     *
     * @param next next offset by partition
     */
    static PastState at(EventSource log, TenantId tenant, Map<Integer, Long> next, int max) {
        Map<MemoryId, Timeline> folded = new HashMap<>();
        log.readTo(next, entry -> fold(folded, tenant, entry, max));
        return new PastState(tenant, Instant.MIN, next, folded);
    }

    /** The heads, or what held at an instant of valid time where one is given. */
    Collection<Memory> at(@Nullable Instant asOf) {
        if (asOf == null) {
            return heads();
        }
        List<Optional<Memory>> held = memories.values().stream().map(timeline -> timeline.at(asOf)).toList();
        return held.stream().flatMap(Optional::stream).toList();
    }

    Collection<Memory> heads() {
        return memories.values().stream().map(Timeline::head).toList();
    }

    /** More memories than a reading of the past holds. */
    static final class TooMuch extends RuntimeException {

        private static final long serialVersionUID = 1;

        TooMuch(int max) {
            super("the past held over " + max + " memories, more than are read at once", null, false, false);
        }
    }
}
