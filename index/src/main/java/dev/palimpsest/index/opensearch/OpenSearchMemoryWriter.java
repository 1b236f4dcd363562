package dev.palimpsest.index.opensearch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.palimpsest.index.IndexUnavailable;
import dev.palimpsest.index.MemoryWriter;
import dev.palimpsest.index.WriteOutcome;
import dev.palimpsest.index.WriteOutcome.Overloaded;
import dev.palimpsest.index.WriteOutcome.Written;
import dev.palimpsest.index.embed.BilingualEmbedder;
import dev.palimpsest.index.embed.EmbedderUnavailable;
import dev.palimpsest.index.http.Answer;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.MemoryId;
import dev.palimpsest.memory.MemoryRef;
import dev.palimpsest.memory.TenantId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Writes memories to OpenSearch. Closing it ends its connections but not the embedder. */
public final class OpenSearchMemoryWriter implements MemoryWriter, AutoCloseable {

    private static final Duration EMBEDDER_PAUSE = Duration.ofSeconds(2);

    private final IndexConfig config;
    private final BilingualEmbedder embedder;
    private final SearchConnection connection;

    /** Opens no connection yet. */
    public OpenSearchMemoryWriter(IndexConfig config, BilingualEmbedder embedder) {
        this.config = config;
        this.embedder = embedder;
        this.connection = new SearchConnection(config);
    }

    @Override
    public WriteOutcome write(Collection<Memory> memories) {
        List<Memory> heads = highest(memories);
        Bulk bulk = new Bulk(config, connection);
        try {
            for (int from = 0; from < heads.size(); from += config.bulk().documentsMax()) {
                List<Memory> some = heads.subList(from, Math.min(heads.size(), from + config.bulk().documentsMax()));
                var vectors = embedder.passages(some.stream().map(Meaning::of).toList());
                for (int i = 0; i < some.size(); i++) {
                    bulk.add(some.get(i), vectors.get(i));
                }
                bulk.flush();
            }
        } catch (EmbedderUnavailable e) {
            return new Overloaded(EMBEDDER_PAUSE, String.valueOf(e.getMessage()));
        }
        return switch (bulk.outcome()) {
            case Written written -> new Written(written.applied(), written.stale() + memories.size() - heads.size(),
                    written.rejected());
            case WriteOutcome other -> other;
        };
    }

    @Override
    public boolean areEnded(Collection<MemoryRef> ended) {
        return new Expunge(config, connection).areEnded(ended);
    }

    @Override
    public boolean expunge() {
        return new Expunge(config, connection).rewrite();
    }

    @Override
    public int dropPast(TenantId tenant) {
        Answer there = connection.call("GET", "/_alias/" + IndexConfig.past(tenant) + "*", null);
        if (there.status() == 404) {
            return 0;
        }
        if (!there.ok()) {
            throw connection.refused(there.status(), there.body());
        }
        there.body().fieldNames().forEachRemaining(
                index -> connection.require("DELETE", "/" + index + "?ignore_unavailable=true", null));
        return there.body().size();
    }

    @Override
    public void refresh() {
        connection.require("POST", "/" + config.alias() + "/_refresh", null);
    }

    @Override
    public boolean ensureIndex() {
        Answer there = connection.call("GET", "/" + config.alias() + "/_mapping", null);
        if (there.status() != 404) {
            requireSameModels(there);
            return false;
        }
        Answer made = connection.call("PUT", "/" + config.index(), IndexMapping.body(config, embedder));
        if (made.ok()) {
            return true;
        }
        if (!made.body().at("/error/type").asText().equals("resource_already_exists_exception")) {
            throw connection.refused(made.status(), made.body());
        }
        // Another process was faster, or the alias was taken away: setting it again changes nothing or repairs that.
        connection.require("PUT", "/" + config.index() + "/_alias/" + config.alias(), null);
        requireSameModels(connection.call("GET", "/" + config.alias() + "/_mapping", null));
        return false;
    }

    /** Whether there is an index under the name it writes to. */
    public boolean isThere() {
        Answer there = connection.call("GET", "/_alias/" + config.alias(), null);
        if (!there.ok() && there.status() != 404) {
            throw connection.refused(there.status(), there.body());
        }
        return there.ok();
    }

    @Override
    public String identity() {
        JsonNode settings = connection.require("GET", "/" + config.alias() + "/_settings/index.uuid", null);
        for (JsonNode index : settings) {
            return index.at("/settings/index/uuid").asText();
        }
        throw new IndexUnavailable("no index stands behind " + config.alias());
    }

    @Override
    public void deleteIndex() {
        Answer behind = connection.call("GET", "/_alias/" + config.alias(), null);
        List<String> indices = new ArrayList<>(List.of(config.index()));
        if (behind.ok()) {
            behind.body().fieldNames().forEachRemaining(name -> {
                if (!indices.contains(name)) {
                    indices.add(name);
                }
            });
        }
        connection.require("DELETE", "/" + String.join(",", indices) + "?ignore_unavailable=true", null);
    }

    @Override
    public void scan(@Nullable TenantId tenant, Consumer<Memory> each) {
        new Scan(config, connection).run(tenant, each);
    }

    @Override
    public long count(@Nullable TenantId tenant) {
        return connection.require("POST", "/" + config.alias() + "/_count", Map.of("query", Scan.of(tenant)))
                .path("count").longValue();
    }

    @Override
    public void close() {
        connection.close();
    }

    private void requireSameModels(Answer mapping) {
        if (!mapping.ok()) {
            throw connection.refused(mapping.status(), mapping.body());
        }
        for (JsonNode index : mapping.body()) {
            String difference = IndexMapping.difference(index.path("mappings"), embedder);
            if (!difference.isEmpty()) {
                throw new IndexUnavailable("the index " + config.alias() + " was made for " + difference
                        + ": delete it and write every memory again");
            }
        }
    }

    private static List<Memory> highest(Collection<Memory> memories) {
        Map<MemoryId, Memory> heads = new LinkedHashMap<>();
        memories.forEach(memory -> heads.merge(memory.id(), memory, (a, b) -> a.version() >= b.version() ? a : b));
        return List.copyOf(heads.values());
    }
}
