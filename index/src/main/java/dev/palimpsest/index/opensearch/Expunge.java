package dev.palimpsest.index.opensearch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.palimpsest.memory.MemoryRef;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;

/**
 * Gets what was replaced out of the files of the index. OpenSearch keeps it in three places: in segments until they are
 * merged, in the translog until a flush, and it lets no merge drop what a retention lease may still need to copy a shard.
 * So first the leases move on, then all is flushed, then every segment with anything deleted is rewritten.
 */
final class Expunge {

    private static final int IDS_AT_ONCE = 500;
    /** OpenSearch moves them every 30 s, and lets nobody change that. */
    private static final Duration LEASES_MOVE_WITHIN = Duration.ofSeconds(70);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

    private final IndexConfig config;
    private final SearchConnection connection;

    Expunge(IndexConfig config, SearchConnection connection) {
        this.config = config;
        this.connection = connection;
    }

    boolean areEnded(Collection<MemoryRef> ended) {
        List<MemoryRef> all = new ArrayList<>(ended);
        for (int from = 0; from < all.size(); from += IDS_AT_ONCE) {
            if (!areAtOnce(all.subList(from, Math.min(all.size(), from + IDS_AT_ONCE)))) {
                return false;
            }
        }
        return true;
    }

    private boolean areAtOnce(List<MemoryRef> refs) {
        JsonNode docs = connection.require("POST", path("_mget?_source=version"),
                Map.of("ids", refs.stream().map(ref -> ref.id().toString()).toList())).path("docs");
        for (int i = 0; i < refs.size(); i++) {
            JsonNode doc = docs.path(i);
            if (!doc.path("found").asBoolean()
                    || doc.at("/_source/version").asLong() < refs.get(i).version()) {
                return false;
            }
        }
        return true;
    }

    /** False where something that was replaced is still held back. */
    boolean rewrite() {
        connection.require("PUT", path("_settings"), Map.of("index.merge.policy.expunge_deletes_allowed", "0"));
        connection.require("POST", path("_refresh"), null);
        connection.require("POST", path("_flush?force=true&wait_if_ongoing=true"), null);
        if (!leasesMoved()) {
            return false;
        }
        Set<String> before = segmentsWithDeleted();
        connection.require("POST", path("_flush?force=true&wait_if_ongoing=true"), null);
        connection.require("POST", path("_forcemerge?only_expunge_deletes=true"), null);
        connection.require("POST", path("_flush?force=true&wait_if_ongoing=true"), null);
        connection.require("POST", path("_refresh"), null);
        before.retainAll(segmentsWithDeleted());
        return before.isEmpty();
    }

    /** Whether no lease holds anything back that was deleted up to now. */
    private boolean leasesMoved() {
        Map<String, Long> until = lastOperations();
        long end = System.nanoTime() + LEASES_MOVE_WITHIN.toNanos();
        while (!areBeyond(until)) {
            if (System.nanoTime() > end) {
                return false;
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
        return true;
    }

    private Map<String, Long> lastOperations() {
        Map<String, Long> last = new HashMap<>();
        shards((name, copy) -> last.merge(name, copy.at("/seq_no/max_seq_no").asLong(), Math::max));
        return last;
    }

    private boolean areBeyond(Map<String, Long> until) {
        Set<String> behind = new HashSet<>();
        shards((name, copy) -> copy.at("/retention_leases/leases").forEach(lease -> {
            if (lease.path("retaining_seq_no").asLong() <= until.getOrDefault(name, -1L)) {
                behind.add(name);
            }
        }));
        return behind.isEmpty();
    }

    private void shards(BiConsumer<String, JsonNode> each) {
        JsonNode indices = connection.require("GET", path("_stats?level=shards"), null).path("indices");
        indices.properties().forEach(index -> index.getValue().path("shards").properties()
                .forEach(shard -> shard.getValue().forEach(
                        copy -> each.accept(index.getKey() + "/" + shard.getKey(), copy))));
    }

    /** By index, shard, node and name: a merge writes a segment of another name. */
    private Set<String> segmentsWithDeleted() {
        Set<String> names = new HashSet<>();
        JsonNode indices = connection.require("GET", path("_segments"), null).path("indices");
        indices.properties().forEach(index -> index.getValue().path("shards").properties()
                .forEach(shard -> shard.getValue().forEach(copy -> copy.path("segments").properties().stream()
                        .filter(segment -> segment.getValue().path("deleted_docs").asLong() > 0)
                        .forEach(segment -> names.add(String.join("/", index.getKey(), shard.getKey(),
                                copy.at("/routing/node").asText(), segment.getKey()))))));
        return names;
    }

    private String path(String rest) {
        return "/" + config.alias() + "/" + rest;
    }
}
