package dev.palimpsest.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.palimpsest.local.client.ApiClient;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a tenant's memory holds, read page by page. */
final class MemoryCount {

    private static final int PAGE = 100;

    private final Map<String, Long> kinds = new TreeMap<>();
    private final TreeSet<String> techniques = new TreeSet<>();

    private MemoryCount() {}

    static MemoryCount of(ApiClient api) {
        MemoryCount count = new MemoryCount();
        String cursor = "";
        do {
            JsonNode page = api.get("/api/v1/memories?limit=" + PAGE + cursor);
            page.path("memories").forEach(count::add);
            String next = page.path("next").asText("");
            cursor = next.isEmpty() ? "" : "&cursor=" + URLEncoder.encode(next, StandardCharsets.UTF_8);
        } while (!cursor.isEmpty());
        return count;
    }

    private void add(JsonNode memory) {
        kinds.merge(memory.path("kind").asText(), 1L, Long::sum);
        memory.path("entities").forEach(entity -> {
            String name = entity.asText();
            if (memory.path("kind").asText().equals("detection") && name.startsWith("technique:")) {
                techniques.add(name.substring("technique:".length()));
            }
        });
    }

    Map<String, Object> figures() {
        return Map.of("memories", kinds, "techniques", techniques);
    }
}
