package dev.palimpsest.processor.ledger;

import dev.palimpsest.memory.Kind;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.TenantId;
import dev.palimpsest.processor.extract.typed.Prefix;
import dev.palimpsest.processor.topology.ClaimKey;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The networks among the indicators, as this partition has heard of them: every partition has them all.
 *
 * <p>Found by asking for the blocks around an address, one for each length that is in use by the tenant; without
 * networks that is one look into memory.
 *
 * @param heads   of the indicators, by tenant, subject and id
 * @param lengths of the blocks in use, by tenant: {@code bits/length} with a space between
 */
record Networks(KeyValueStore<String, Memory> heads, KeyValueStore<String, String> lengths) {

    static final String HEADS = "network-by-id";
    static final String LENGTHS = "network-lengths";

    static Networks of(ProcessorContext<?, ?> context) {
        return new Networks(context.getStateStore(HEADS), context.getStateStore(LENGTHS));
    }

    static boolean isNetwork(Memory memory) {
        return memory.kind() == Kind.INDICATOR && memory.subject().type().equals(Prefix.TYPE);
    }

    @Nullable
    Memory get(Memory network) {
        return heads.get(key(network));
    }

    @Nullable
    Memory get(TenantId tenant, Conclusions.Located network) {
        return heads.get(ClaimKey.ofMemory(tenant, network.subject(), network.kind(), network.id()));
    }

    void put(Memory network, Prefix prefix) {
        heads.put(key(network), network);
        String tenant = network.tenant().value();
        String known = lengths.get(tenant);
        TreeSet<String> all = new TreeSet<>(known == null ? List.of() : List.of(known.split(" ", -1)));
        if (all.add(prefix.bits() + "/" + prefix.length())) {
            lengths.put(tenant, String.join(" ", all));
        }
    }

    /** The indicators whose networks an address is in; empty for what is no address. */
    List<Memory> around(TenantId tenant, Subject address, int max) {
        String known = address.type().equals("ip") ? lengths.get(tenant.value()) : null;
        if (known == null) {
            return List.of();
        }
        List<Memory> found = new ArrayList<>();
        Prefix.of(address).ifPresent(own -> {
            for (String length : known.split(" ", -1)) {
                String[] parts = length.split("/", 2);
                if (Integer.parseInt(parts[0]) == own.bits()) {
                    add(found, tenant, own.around(Integer.parseInt(parts[1])).subject(), max);
                }
            }
        });
        return found;
    }

    private void add(List<Memory> found, TenantId tenant, Subject network, int max) {
        try (KeyValueIterator<String, Memory> all = heads.prefixScan(
                ClaimKey.prefix(tenant, network, Kind.INDICATOR),
                Serdes.String().serializer())) {
            while (all.hasNext() && found.size() < max) {
                found.add(all.next().value);
            }
        }
    }

    private static String key(Memory network) {
        return ClaimKey.ofMemory(network.tenant(), network.subject(), network.kind(), network.id());
    }
}
