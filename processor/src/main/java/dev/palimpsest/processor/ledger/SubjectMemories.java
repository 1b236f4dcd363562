package dev.palimpsest.processor.ledger;

import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.claim.Claim;
import dev.palimpsest.processor.topology.ClaimKey;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** The heads of memories, found by subject. */
record SubjectMemories(KeyValueStore<String, Memory> store) {

    @Nullable
    Memory get(Claim claim) {
        return store.get(ClaimKey.ofMemory(claim.tenant(), claim.subject(), claim.memory()));
    }

    void put(Memory memory) {
        store.put(ClaimKey.ofMemory(memory.tenant(), memory.subject(), memory.id()), memory);
    }

    /** Memories on the same subject, the given one left out; at most so many. */
    List<Memory> besides(Memory memory, int max) {
        String prefix = ClaimKey.prefix(memory.tenant(), memory.subject());
        List<Memory> found = new ArrayList<>();
        try (KeyValueIterator<String, Memory> all = store.prefixScan(prefix, Serdes.String().serializer())) {
            while (all.hasNext() && found.size() < max) {
                Memory other = all.next().value;
                if (!other.id().equals(memory.id())) {
                    found.add(other);
                }
            }
        }
        return found;
    }
}
