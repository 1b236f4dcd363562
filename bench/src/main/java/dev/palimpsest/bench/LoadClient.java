package dev.palimpsest.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.palimpsest.access.Door;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** One of many clients, with a user of its own; every second one speaks mem0's API. For one thread at a time. */
final class LoadClient {

    private static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final int ADDS_ONE_IN = 4;
    private static final int PAGE = 100;
    private static final List<String> QUESTIONS = List.of("what does she watch?", "lateral movement of the last days",
            "最近有哪些可疑活动？", "beacons over TLS", "who asked about the gateway?");

    private final URI api;
    private final String key;
    private final String user;
    private final boolean isMem0;
    private final Random random;
    private final LoadTally tally = new LoadTally();
    private final List<String> written = new ArrayList<>();

    LoadClient(URI api, String key, int number) {
        this.api = api;
        this.key = key;
        this.user = "load-" + number;
        this.isMem0 = number % 2 == 1;
        this.random = new Random(number);
    }

    LoadTally tally() {
        return tally;
    }

    void runUntil(long endNanos) {
        while (System.nanoTime() < endNanos) {
            if (random.nextInt(ADDS_ONE_IN) > 0) {
                search(QUESTIONS.get(random.nextInt(QUESTIONS.size())));
            } else {
                String text = "Ticket " + user + "-" + written.size() + " is about 10.77." + random.nextInt(256) + "."
                        + random.nextInt(256) + " and its beacons.";
                if (add(text)) {
                    written.add(text);
                    if (!search(text).contains(text)) {
                        tally.unread();
                    }
                }
            }
        }
    }

    private boolean add(String text) {
        Object messages = List.of(Map.of("role", "user", "content", text));
        return isMem0
                ? sent("mem0_add", "/v3/memories/add/", Map.of("user_id", user, "messages", messages)) != null
                : sent("add", "/api/v1/memories?wait=true", Map.of("user", user, "messages", messages)) != null;
    }

    private String search(String query) {
        JsonNode found = isMem0
                ? sent("mem0_search", "/v3/memories/search/", Map.of("query", query, "filters",
                        Map.of("user_id", user)))
                : sent("search", "/api/v1/memories/search", Map.of("query", query, "filter",
                        Map.of("subject", List.of("user:" + user))));
        return found == null ? "" : found.toString();
    }

    /** How many of the texts written are not there exactly once. */
    int missing() {
        Map<String, Integer> there = new HashMap<>();
        String cursor = "";
        do {
            JsonNode page = sent("list", "/api/v1/memories?subject=user:" + user + "&limit=" + PAGE + cursor, null);
            if (page == null) {
                return written.size();
            }
            page.path("memories").forEach(memory -> there.merge(memory.path("text").asText(), 1, Integer::sum));
            cursor = page.path("next").isTextual() ? "&cursor=" + page.path("next").asText() : "";
        } while (!cursor.isEmpty());
        return (int) written.stream().filter(text -> there.getOrDefault(text, 0) != 1).count();
    }

    /** The answer; null where there was none worth having, which is told. */
    private @Nullable JsonNode sent(String what, String path, @Nullable Object body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(api.resolve(path)).timeout(Duration.ofMinutes(2))
                .header("Authorization", "Token " + key);
        long started = System.nanoTime();
        try {
            HttpResponse<byte[]> answer = HTTP.send(body == null
                    ? request.build()
                    : request.POST(BodyPublishers.ofByteArray(Door.JSON.writeValueAsBytes(body))).build(),
                    BodyHandlers.ofByteArray());
            tally.took(what, System.nanoTime() - started);
            if (answer.statusCode() / 100 == 2) {
                return Door.JSON.readTree(answer.body());
            }
            tally.failed(what + " answers " + answer.statusCode());
        } catch (IOException e) {
            tally.failed(what + ": " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return null;
    }
}
