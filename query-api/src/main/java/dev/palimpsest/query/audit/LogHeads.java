package dev.palimpsest.query.audit;

import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.MemoryId;
import dev.palimpsest.memory.TenantId;
import dev.palimpsest.memory.ledger.Digest;
import dev.palimpsest.memory.ledger.Ledger;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * All that one tenant's memory was at a place of the log.
 *
 * @param heads by id, in the order of the ids
 * @param next  next offset by partition: the place
 */
public record LogHeads(TreeMap<MemoryId, Memory> heads, Map<Integer, Long> next) {

    /**
     * What the log had learnt by an instant.
     *
     * @param progress hears how many events were read, of all tenants
     */
    public static LogHeads until(MemoryLog log, TenantId tenant, Instant instant, LongConsumer progress) {
        TreeMap<MemoryId, Memory> heads = new TreeMap<>();
        return new LogHeads(heads, log.readUntil(Map.of(), instant, folding(heads, tenant, progress)));
    }

    /**
     * What the log held before these offsets.
     *
     * @param next of every partition
     * @throws IllegalArgumentException where they do not fit the log
     */
    public static LogHeads at(MemoryLog log, TenantId tenant, Map<Integer, Long> next, LongConsumer progress) {
        Map<Integer, Long> ends = log.ends();
        if (!next.keySet().equals(ends.keySet())
                || next.entrySet().stream()
                        .anyMatch(place -> place.getValue() > ends.getOrDefault(place.getKey(), 0L))) {
            throw new IllegalArgumentException("a position names every partition, at most "
                    + Positions.text(ends) + "; got: " + Positions.text(next));
        }
        TreeMap<MemoryId, Memory> heads = new TreeMap<>();
        log.readTo(next, folding(heads, tenant, progress));
        return new LogHeads(heads, next);
    }

    /** Digest of the heads. */
    public Digest digest() {
        return heads.values().stream().map(Digest::of).reduce(Digest.EMPTY, Digest::plus);
    }

    private static Consumer<MemoryLog.Entry> folding(Map<MemoryId, Memory> into, TenantId tenant,
            LongConsumer progress) {
        long[] read = new long[1];
        return entry -> {
            progress.accept(++read[0]);
            var event = entry.record().event();
            if (event.header().tenant().equals(tenant)) {
                into.compute(event.header().memory(), (_, head) -> Ledger.apply(head, event));
            }
        };
    }
}
