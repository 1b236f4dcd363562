package dev.palimpsest.local.rerun;

import dev.palimpsest.index.MemoryWriter;
import dev.palimpsest.index.opensearch.IndexConfig;
import dev.palimpsest.local.stack.StackException;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.MemoryId;
import dev.palimpsest.memory.TenantId;
import dev.palimpsest.memory.ledger.Digest;
import dev.palimpsest.query.audit.LogHeads;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;

/**
 * An index of the past beside the live one. What it holds already is not written again, so a filling that was interrupted goes on
 * where it was; what does not belong is refused, so a name stands for one place of the log.
 */
public record SideIndex(MemoryWriter index, TenantId tenant) {

    private static final int BATCH = 200;

    /** The alias of a tenant's index of that name. */
    public static String alias(TenantId tenant, String name) {
        if (!name.matches("[a-z0-9][a-z0-9-]{0,60}")) {
            throw new IllegalArgumentException("a name has lower-case letters, digits and -; got: " + name);
        }
        return IndexConfig.past(tenant) + name;
    }

    /**
     * What was done.
     *
     * @param written memories that were not there yet
     * @param agrees  whether the index now holds exactly the state
     */
    public record Filled(long memories, long written, String digest, boolean agrees) {}

    /**
     * Makes the index hold the state.
     *
     * @param progress hears how many memories stand
     * @throws StackException where the index holds what does not belong to this state
     */
    public Filled fill(LogHeads state, LongConsumer progress) {
        index.ensureIndex();
        index.refresh();
        Map<MemoryId, Long> there = new HashMap<>();
        index.scan(tenant, memory -> there.put(memory.id(), memory.version()));
        there.forEach((id, version) -> {
            Memory wanted = state.heads().get(id);
            if (wanted == null || wanted.version() != version) {
                throw new StackException("the index of that name holds another place of the log: choose another name,"
                        + " or drop it");
            }
        });
        List<Memory> missing = state.heads().values().stream()
                .filter(memory -> !Long.valueOf(memory.version()).equals(there.get(memory.id()))).toList();
        long stands = state.heads().size() - (long) missing.size();
        for (int from = 0; from < missing.size(); from += BATCH) {
            List<Memory> batch = missing.subList(from, Math.min(missing.size(), from + BATCH));
            index.write(batch);
            stands += batch.size();
            progress.accept(stands);
        }
        index.refresh();
        Digest[] held = {Digest.EMPTY};
        index.scan(tenant, memory -> held[0] = held[0].plus(Digest.of(memory)));
        Digest wanted = state.digest();
        return new Filled(state.heads().size(), missing.size(), wanted.hex(), wanted.equals(held[0]));
    }
}
