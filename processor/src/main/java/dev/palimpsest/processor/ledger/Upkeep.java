package dev.palimpsest.processor.ledger;

import dev.palimpsest.memory.Embedding;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.claim.Claim;
import dev.palimpsest.memory.claim.Claim.Statement;
import dev.palimpsest.processor.topology.UpkeepConfig;
import dev.palimpsest.trust.seal.Sealer;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/** What is known of memories beside their heads: their wordings, the sessions they are of, and when they end. */
record Upkeep(Wordings wordings, Sessions sessions, Endings endings, Recurrences recurrences) {

    static Upkeep of(ProcessorContext<?, ?> context, UpkeepConfig config, Sealer sealer) {
        Sessions sessions = new Sessions(context.getStateStore(Sessions.STORE));
        return new Upkeep(
                new Wordings(context.getStateStore(Wordings.VECTORS), context.getStateStore(Wordings.ALIASES),
                        config.likeness(), sealer),
                sessions, new Endings(context.getStateStore(Endings.STORE), sessions, config.expiry()),
                new Recurrences(context.getStateStore(Recurrences.STORE)));
    }

    /** Takes note of a head that changed, as it is read. */
    void changed(@Nullable Memory before, Memory memory, @Nullable Claim cause) {
        Embedding vector = switch (cause) {
            case Statement statement -> statement.embedding();
            case Claim.Import order -> order.embedding();
            case null, default -> null;
        };
        wordings.changed(before, memory, vector);
        sessions.changed(memory);
        endings.changed(before, memory);
    }

    /**
     * A claim and the memory it is of.
     *
     * @param claim   naming the memory by its first wording
     * @param stored  its head as it is stored
     * @param wording the claim as it was made, where it is a wording met for the first time; null otherwise
     */
    record Named(Claim claim, @Nullable Memory stored, @Nullable Statement wording) {}

    /** The claim and the memory it speaks of, in these words or in others. */
    Named named(Claim claim, SubjectMemories memories) {
        if (!(claim instanceof Statement said)) {
            return new Named(claim, memories.get(claim), null);
        }
        Statement known = wordings.known(said);
        Memory memory = memories.get(known);
        Optional<Memory> same = memory == null ? wordings.sameAs(known, memories) : Optional.empty();
        if (same.isEmpty()) {
            return new Named(known, memory, null);
        }
        Statement first = known.of(same.get().identity());
        return new Named(first, memories.get(first), known);
    }

    static Set<StoreBuilder<?>> stores() {
        return Set.of(texts(Wordings.VECTORS), texts(Wordings.ALIASES), texts(Sessions.STORE), texts(Endings.STORE),
                Recurrences.builder());
    }

    private static StoreBuilder<?> texts(String name) {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), Serdes.String(), Serdes.String())
                .withCachingEnabled();
    }
}
