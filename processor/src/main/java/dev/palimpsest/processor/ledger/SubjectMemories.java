package dev.palimpsest.processor.ledger;

import dev.palimpsest.memory.Kind;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.MemoryId;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.TenantId;
import dev.palimpsest.memory.claim.Claim;
import dev.palimpsest.processor.extract.typed.Prefix;
import dev.palimpsest.processor.topology.ClaimKey;
import dev.palimpsest.trust.seal.SealedRecords;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The heads of memories, found by subject and kind: the few indicators among a busy address's many sightings. They lie here
 * as they are written, sealed where they are somebody's own.
 */
record SubjectMemories(KeyValueStore<String, Memory> store, SealedRecords sealed) {

    /** The head as it is stored. */
    @Nullable
    Memory get(Claim claim) {
        return switch (claim) {
            case Claim.Statement statement -> find(claim, statement.kind());
            case Claim.Import order -> find(claim, order.state().kind());
            case Claim.Instruction _,Claim.SourceNews _,Claim.Rollback _ -> findOfAnyKind(claim);
        };
    }

    @Nullable
    Memory get(TenantId tenant, Conclusions.Located memory) {
        return store.get(ClaimKey.ofMemory(tenant, memory.subject(), memory.kind(), memory.id()));
    }

    /** The head, as it is stored, of a key of {@link ClaimKey#ofMemory}; null where there is none. */
    @Nullable
    Memory at(String key) {
        return store.get(key);
    }

    /** An order names a memory by its id alone. */
    private @Nullable Memory findOfAnyKind(Claim claim) {
        for (Kind kind : Kind.values()) {
            Memory memory = find(claim, kind);
            if (memory != null) {
                return memory;
            }
        }
        return null;
    }

    private @Nullable Memory find(Claim claim, Kind kind) {
        return store.get(ClaimKey.ofMemory(claim.tenant(), claim.subject(), kind, claim.memory()));
    }

    void put(Memory memory) {
        store.put(key(memory), memory);
    }

    static String key(Memory memory) {
        return ClaimKey.ofMemory(memory.tenant(), memory.subject(), memory.kind(), memory.id());
    }

    /**
     * The relations of addresses in a network.
     *
     * @param looksMax most memories looked at
     * @return what was found, and whether more may have been
     */
    InNetwork relationsIn(TenantId tenant, Prefix network, int looksMax) {
        Map<MemoryId, Memory> found = new LinkedHashMap<>(); // one begin may be the begin of another: .1 of .10
        int looks = 0;
        for (String begin : network.begins()) {
            try (KeyValueIterator<String, Memory> all = store.prefixScan(ClaimKey.prefix(tenant, "ip", begin),
                    Serdes.String().serializer())) {
                for (; all.hasNext(); looks++) {
                    if (looks == looksMax) {
                        return new InNetwork(List.copyOf(found.values()), true);
                    }
                    Memory memory = all.next().value;
                    if (memory.kind() == Kind.RELATION && isIn(network, memory.subject())) {
                        found.put(memory.id(), sealed.open(memory));
                    }
                }
            }
        }
        return new InNetwork(List.copyOf(found.values()), false);
    }

    /** What was found in a network. */
    record InNetwork(List<Memory> relations, boolean isCut) {

        static final InNetwork NOTHING = new InNetwork(List.of(), false);
    }

    private static boolean isIn(Prefix network, Subject address) {
        return Prefix.of(address).filter(network::contains).isPresent();
    }

    /** Memories of one kind on a subject; at most so many. */
    List<Memory> of(TenantId tenant, Subject subject, Kind kind, int max) {
        String prefix = ClaimKey.prefix(tenant, subject, kind);
        List<Memory> found = new ArrayList<>();
        try (KeyValueIterator<String, Memory> all = store.prefixScan(prefix, Serdes.String().serializer())) {
            while (all.hasNext() && found.size() < max) {
                found.add(sealed.open(all.next().value));
            }
        }
        return found;
    }
}
