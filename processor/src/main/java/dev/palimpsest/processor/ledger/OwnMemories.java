package dev.palimpsest.processor.ledger;

import dev.palimpsest.memory.Memory;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** Which memories of a partition are sealed under which key: what there is to erase, whatever it is about. */
record OwnMemories(KeyValueStore<String, String> store) {

    static final String STORE = "memories-by-key";

    private static final String SEPARATOR = "\u001f";

    static OwnMemories of(ProcessorContext<?, ?> context) {
        return new OwnMemories(context.getStateStore(STORE));
    }

    /** Notes whose a head is, as it is stored. */
    void note(Memory stored) {
        stored.content().key().ifPresent(
                keyId -> store.put(entry(keyId, SubjectMemories.key(stored)), SubjectMemories.key(stored)));
    }

    void drop(String keyId, String memory) {
        store.delete(entry(keyId, memory));
    }

    /** Keys of memories that are or were sealed under a key; at most so many. */
    List<String> under(String keyId, int max) {
        List<String> found = new ArrayList<>();
        try (KeyValueIterator<String, String> all = store.prefixScan(keyId + SEPARATOR, Serdes.String().serializer())) {
            while (all.hasNext() && found.size() < max) {
                KeyValue<String, String> next = all.next();
                found.add(next.value);
            }
        }
        return found;
    }

    private static String entry(String keyId, String memory) {
        return keyId + SEPARATOR + memory;
    }

    static StoreBuilder<KeyValueStore<String, String>> builder() {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(STORE), Serdes.String(), Serdes.String())
                .withCachingEnabled();
    }
}
