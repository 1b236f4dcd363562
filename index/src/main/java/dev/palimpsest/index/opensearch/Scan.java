package dev.palimpsest.index.opensearch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.TenantId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads the whole index as it stood at one moment, page after page. */
final class Scan {

    private static final int PAGE_SIZE = 1_000;

    /** How long OpenSearch keeps the moment between two pages. */
    private static final String KEEP_ALIVE = "2m";

    private final IndexConfig config;
    private final SearchConnection connection;

    Scan(IndexConfig config, SearchConnection connection) {
        this.config = config;
        this.connection = connection;
    }

    void run(@Nullable TenantId tenant, Consumer<Memory> each) {
        String moment = connection.require("POST",
                "/" + config.alias() + "/_search/point_in_time?keep_alive=" + KEEP_ALIVE, null).path("pit_id").asText();
        try {
            JsonNode hits = page(tenant, moment, null);
            while (!hits.isEmpty()) {
                hits.forEach(hit -> each.accept(StoredMemory.read(hit.path("_source"))));
                hits = page(tenant, moment, hits.get(hits.size() - 1).path("sort"));
            }
        } finally {
            connection.call("DELETE", "/_search/point_in_time", Map.of("pit_id", List.of(moment)));
        }
    }

    /** The query for all memories of the tenant, or of all tenants. */
    static Map<String, ?> of(@Nullable TenantId tenant) {
        return tenant == null ? Map.of("match_all", Map.of()) : Map.of("term", Map.of("tenant", tenant.value()));
    }

    private JsonNode page(@Nullable TenantId tenant, String moment, @Nullable JsonNode after) {
        Map<String, Object> body = new HashMap<>(Map.of("size", PAGE_SIZE, "query", of(tenant), "pit",
                Map.of("id", moment, "keep_alive", KEEP_ALIVE), "sort", List.of(Map.of("id", "asc")),
                "track_total_hits", false, "_source", SearchBodies.READ_BACK));
        if (after != null) {
            body.put("search_after", after);
        }
        return connection.require("POST", "/_search?allow_partial_search_results=false", body).path("hits")
                .path("hits");
    }
}
