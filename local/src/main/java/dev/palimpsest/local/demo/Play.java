package dev.palimpsest.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.palimpsest.local.client.ApiClient;
import dev.palimpsest.local.stack.StackException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;

/** Plays a scenario into a running system by its public doors, and waits until all of it is remembered. */
public final class Play {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);
    private static final int LOOKS_MAX = 240;

    private final ApiClient ingest;
    private final ApiClient api;
    private final Consumer<String> tell;

    /** @param tell hears each step in a line */
    public Play(ApiClient ingest, ApiClient api, Consumer<String> tell) {
        this.ingest = ingest;
        this.api = api;
        this.tell = tell;
    }

    /** Hands everything in: what people said, intelligence, events. Returns when all is durable. */
    public void handIn(Scenario scenario) {
        send("what Alice and Bob said", "/v1/conversations?source=chat", scenario.conversations());
        send("a STIX bundle", "/v1/intelligence?source=vendor-intel", scenario.bundle());
        send("a CSV feed", "/v1/intelligence?source=community-feed", scenario.feed());
        for (Map.Entry<String, String> file : scenario.events().entrySet()) {
            send(file.getKey().replace(".ndjson", "") + " events", "/v1/events?source=" + file.getKey(),
                    file.getValue());
        }
    }

    /**
     * Returns when the log stands still and every place agrees with it: what was folded away has come out too.
     *
     * @param window how long repeated sightings are folded
     */
    public JsonNode settle(Duration window) {
        long events = -1;
        long changedAt = System.nanoTime();
        for (int look = 0; look < LOOKS_MAX; look++) {
            JsonNode report = api.get("/api/v1/verify");
            if (!report.path("agrees").asBoolean() || !report.path("settled").asBoolean()
                    || report.path("events").asLong() != events) {
                events = report.path("events").asLong();
                changedAt = System.nanoTime();
            } else if (System.nanoTime() - changedAt >= quiet(window).toNanos()) {
                return report;
            }
            pause();
        }
        throw new StackException("the scenario does not come to rest; see ./palimpsest status and the logs");
    }

    /** How long all must stand still before it counts as settled: a window may be about to close. */
    public static Duration quiet(Duration window) {
        return window.multipliedBy(2).plus(BETWEEN_LOOKS.multipliedBy(2));
    }

    /** What memory answers somebody. */
    public String ask(String asker, String question, int tokens) {
        return api.post("/api/v1/brief", Map.of("subject", asker, "text", question, "tokens", tokens)).path("text")
                .asText();
    }

    private void send(String what, String path, String body) {
        JsonNode result = ingest.post(path, body.getBytes(StandardCharsets.UTF_8));
        long refused = result.path("refused").asLong();
        tell.accept("  " + what + ": " + result.path("accepted").asLong() + " accepted"
                + (refused > 0 ? ", " + refused + " refused" : ""));
    }

    private static void pause() {
        try {
            Thread.sleep(BETWEEN_LOOKS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("interrupted", e);
        }
    }
}
