package dev.palimpsest.index.opensearch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.palimpsest.index.Cursor;
import dev.palimpsest.index.IndexUnavailable;
import dev.palimpsest.index.MemoryFilter;
import dev.palimpsest.index.MemoryReader;
import dev.palimpsest.index.embed.BilingualEmbedder;
import dev.palimpsest.index.embed.BilingualEmbedder.Language;
import dev.palimpsest.index.embed.EmbedderUnavailable;
import dev.palimpsest.index.http.Answer;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.MemoryId;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.TenantId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads memories from OpenSearch. A search asks three ways at once, in one round trip, and joins the ranks: what the text
 * names (addresses, hosts, hashes, techniques, people), its words, and its meaning. Where the embedding model does not
 * answer, a search goes by names and words alone and says so in the log.
 *
 * <p>Every method throws {@link IndexUnavailable} where OpenSearch does not answer. Closing it ends its connections but
 * not the embedder.
 */
public final class OpenSearchMemoryReader implements MemoryReader, AutoCloseable {

    /** Hits taken from each way, at least: fusion needs more than it returns. */
    private static final int WINDOW_MIN = 50;

    private static final Logger LOGGER = LoggerFactory.getLogger(OpenSearchMemoryReader.class);

    private final IndexConfig config;
    private final BilingualEmbedder embedder;
    private final SearchConnection connection;

    /** Opens no connection yet. */
    public OpenSearchMemoryReader(IndexConfig config, BilingualEmbedder embedder) {
        this.config = config;
        this.embedder = embedder;
        this.connection = new SearchConnection(config);
    }

    @Override
    public Optional<Memory> get(TenantId tenant, MemoryId id) {
        Answer answer = connection.call("GET", "/" + config.alias() + "/_doc/" + id + "?_source_excludes=search,about",
                null);
        if (answer.status() == 404 && answer.body().has("found")) {
            return Optional.empty();
        }
        if (!answer.ok()) {
            throw connection.refused(answer.status(), answer.body());
        }
        return Optional.of(StoredMemory.read(answer.body().path("_source")))
                .filter(memory -> memory.tenant().equals(tenant));
    }

    @Override
    public List<Memory> startingWith(TenantId tenant, String prefix, int size) {
        MemoryFilter.requireSize(size);
        return listed(SearchBodies.list(SearchBodies.startingWith(tenant, prefix), size, null));
    }

    @Override
    public Page list(TenantId tenant, MemoryFilter filter, int size, @Nullable String after) {
        MemoryFilter.requireSize(size);
        Cursor cursor = after == null ? null : Cursor.parse(after);
        // One more than asked for tells whether there is a next page.
        List<Memory> memories = listed(SearchBodies.list(SearchBodies.filter(tenant, filter), size + 1, cursor));
        boolean more = memories.size() > size;
        List<Memory> page = more ? memories.subList(0, size) : memories;
        return new Page(page, more ? Cursor.after(page.getLast()).encoded() : null);
    }

    @Override
    public long count(TenantId tenant, MemoryFilter filter) {
        return connection.require("POST", "/" + config.alias() + "/_count",
                Map.of("query", SearchBodies.filter(tenant, filter))).path("count").asLong();
    }

    @Override
    public List<Owner> owners(TenantId tenant, MemoryFilter filter, @Nullable Subject after, int size) {
        MemoryFilter.requireSize(size);
        JsonNode answer = connection.require("POST",
                "/" + config.alias() + "/_search?allow_partial_search_results=false",
                SearchBodies.owners(SearchBodies.filter(tenant, filter), after, size));
        List<Owner> owners = new ArrayList<>();
        answer.path("aggregations").path("owners").path("buckets").forEach(bucket -> owners.add(new Owner(
                Subject.parse(bucket.path("key").path("owner").asText()), bucket.path("doc_count").asLong(),
                instant(bucket.path("first")), instant(bucket.path("last")))));
        return owners;
    }

    /** Aggregations compute in floating point, which holds microseconds exactly until the year 2255. */
    private static Instant instant(JsonNode micros) {
        return Instant.EPOCH.plus(Math.round(micros.path("value").asDouble()), ChronoUnit.MICROS);
    }

    @Override
    public List<Hit> search(TenantId tenant, String text, MemoryFilter filter, int size) {
        MemoryFilter.requireSize(size);
        if (text.isBlank()) {
            throw new IllegalArgumentException("a search needs a text");
        }
        int window = Math.min(MemoryFilter.SIZE_MAX, Math.max(WINDOW_MIN, 2 * size));
        Map<String, ?> passes = SearchBodies.filter(tenant, filter);
        List<RankFusion.Way> ways = new ArrayList<>(List.of(RankFusion.Way.NAMED, RankFusion.Way.WORDED));
        List<Map<String, ?>> bodies = new ArrayList<>(List.of(SearchBodies.named(passes, text, window),
                SearchBodies.worded(passes, text, window)));
        vectors(text).forEach((language, vector) -> {
            ways.add(RankFusion.Way.NEAR);
            bodies.add(SearchBodies.near(passes, IndexMapping.vector(language), vector, window));
        });
        return fused(ask(bodies), ways, size);
    }

    @Override
    public void close() {
        connection.close();
    }

    private List<Memory> listed(Map<String, ?> body) {
        JsonNode answer = connection.require("POST",
                "/" + config.alias() + "/_search?allow_partial_search_results=false", body);
        List<Memory> memories = new ArrayList<>();
        answer.path("hits").path("hits").forEach(hit -> memories.add(StoredMemory.read(hit.path("_source"))));
        return memories;
    }

    private JsonNode ask(List<Map<String, ?>> bodies) {
        Map<String, ?> header = Map.of("index", config.alias(), "allow_partial_search_results", false);
        List<Map<String, ?>> lines = new ArrayList<>();
        bodies.forEach(body -> {
            lines.add(header);
            lines.add(body);
        });
        return connection.multiSearch(lines).path("responses");
    }

    private List<Hit> fused(JsonNode responses, List<RankFusion.Way> ways, int size) {
        RankFusion fusion = new RankFusion();
        for (int i = 0; i < ways.size(); i++) {
            JsonNode response = responses.path(i);
            if (response.path("status").asInt() != 200) {
                throw connection.refused(response.path("status").asInt(), response);
            }
            fusion.add(ways.get(i), response.path("hits").path("hits"));
        }
        return fusion.best(size);
    }

    private Map<Language, float[]> vectors(String text) {
        try {
            return embedder.query(text);
        } catch (EmbedderUnavailable e) {
            LOGGER.atWarn().addKeyValue("reason", e.getMessage()).log("search goes by words alone");
            return Map.of();
        }
    }
}
