package dev.palimpsest.processor.ledger;

import dev.palimpsest.memory.Kind;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.MemoryId;
import dev.palimpsest.memory.MemoryRef;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.TenantId;
import dev.palimpsest.memory.claim.Claim;
import dev.palimpsest.memory.claim.Claim.Statement;
import dev.palimpsest.schemas.SubjectKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * What was concluded in this partition from each memory, and together with which others: by it what becomes of a memory
 * reaches its conclusions, in whatever partition they are.
 *
 * <p>Stored by tenant, source and conclusion, as lines: the conclusion's subject, then each memory it was concluded together
 * with as kind, id and subject with spaces between, or as a dash and an id where it is no ground by itself.
 */
record Conclusions(KeyValueStore<String, String> store) {

    static final String STORE = "conclusions-by-source";

    private static final String LINE = "\n";
    private static final String BESIDE = "- ";

    static StoreBuilder<?> builder() {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(STORE), Serdes.String(), Serdes.String())
                .withCachingEnabled();
    }

    /** A memory by which it is found again. */
    record Located(Kind kind, MemoryId id, Subject subject) {

        static Located of(Memory memory) {
            return new Located(memory.kind(), memory.id(), memory.subject());
        }

        private static Located parse(String line) {
            String[] parts = line.split(" ", 3);
            return new Located(Kind.valueOf(parts[0]), MemoryId.parse(parts[1]), Subject.parse(parts[2]));
        }

        private String toText() {
            return kind + " " + id + " " + subject;
        }
    }

    /**
     * What was concluded.
     *
     * @param together with which other memories, each pair a ground of its own
     * @param beside   what else it names as its sources, which is no ground without this one
     */
    record Conclusion(Subject subject, MemoryId memory, List<Located> together, List<MemoryId> beside) {}

    /** Remembers what a detection was concluded from, of the memories that are at hand here. */
    void remember(Claim claim, Map<MemoryId, Memory> atHand) {
        if (claim instanceof Statement statement && statement.kind() == Kind.DETECTION) {
            List<MemoryId> from = statement.derivedFrom().stream().map(MemoryRef::id).toList();
            remember(statement, from.stream().map(atHand::get).filter(Objects::nonNull).toList(),
                    from.stream().filter(id -> !atHand.containsKey(id)).map(id -> BESIDE + id).toList());
        }
    }

    private void remember(Statement claim, List<Memory> sources, List<String> beside) {
        for (Memory source : sources) {
            String key = key(source.tenant(), source.id()) + claim.memory();
            String known = store.get(key);
            Set<String> lines = new LinkedHashSet<>(known == null
                    ? List.of(claim.subject().toString())
                    : List.of(known.split(LINE, -1)));
            boolean news = lines.addAll(beside) || known == null;
            for (Memory other : sources) {
                news |= !other.id().equals(source.id()) && lines.add(Located.of(other).toText());
            }
            if (news) {
                store.put(key, String.join(LINE, lines));
            }
        }
    }

    /** A memory and others by their ids. */
    static Map<MemoryId, Memory> byId(Memory memory, List<Memory> others) {
        Map<MemoryId, Memory> byId = new HashMap<>(Map.of(memory.id(), memory));
        others.forEach(other -> byId.put(other.id(), other));
        return byId;
    }

    /** At most so many conclusions from a memory. */
    List<Conclusion> from(TenantId tenant, MemoryId source, int max) {
        String prefix = key(tenant, source);
        List<Conclusion> found = new ArrayList<>();
        try (KeyValueIterator<String, String> all = store.prefixScan(prefix, Serdes.String().serializer())) {
            while (all.hasNext() && found.size() < max) {
                var entry = all.next();
                found.add(conclusion(MemoryId.parse(entry.key.substring(prefix.length())), entry.value));
            }
        }
        return found;
    }

    /** What else one conclusion was drawn from together with a memory. */
    List<Located> together(TenantId tenant, MemoryId source, MemoryId conclusion) {
        String value = store.get(key(tenant, source) + conclusion);
        return value == null ? List.of() : conclusion(conclusion, value).together();
    }

    private static Conclusion conclusion(MemoryId memory, String value) {
        List<String> lines = List.of(value.split(LINE, -1));
        return new Conclusion(Subject.parse(lines.getFirst()), memory,
                lines.stream().skip(1).filter(line -> !line.startsWith(BESIDE)).map(Located::parse).toList(),
                lines.stream().filter(line -> line.startsWith(BESIDE)).map(
                        line -> MemoryId.parse(line.substring(BESIDE.length()))).toList());
    }

    private static String key(TenantId tenant, MemoryId source) {
        return tenant.value() + SubjectKey.SEPARATOR + source + SubjectKey.SEPARATOR;
    }
}
