package dev.palimpsest.bench;

import dev.palimpsest.local.client.ApiClient;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Searches one after the other, as one assistant would. */
final class SearchLatency {

    private static final List<String> QUERIES = List.of("10.8.0.7", "who contacted 10.8.0.12 over TLS?",
            "最近有哪些主机访问过 10.8.0.3？", "connections of 10.7.1.42", "suspicious activity this week");
    private static final int WARM_UP = 20;

    private SearchLatency() {}

    static Map<String, Double> measure(ApiClient api, int searches) {
        long[] nanos = new long[searches];
        for (int i = -WARM_UP; i < searches; i++) {
            long started = System.nanoTime();
            api.post("/api/v1/memories/search", Map.of("query", QUERIES.get(Math.floorMod(i, QUERIES.size()))));
            if (i >= 0) {
                nanos[i] = System.nanoTime() - started;
            }
        }
        Arrays.sort(nanos);
        return Map.of("p50", millis(nanos[searches / 2]), "p99",
                millis(nanos[Math.min(searches - 1, searches * 99 / 100)]));
    }

    private static double millis(long nanos) {
        return Math.round(nanos / 1e5) / 10.0;
    }
}
