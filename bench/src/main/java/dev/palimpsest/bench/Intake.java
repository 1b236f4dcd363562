package dev.palimpsest.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.palimpsest.local.client.ApiClient;
import dev.palimpsest.local.demo.Play;
import dev.palimpsest.local.stack.StackException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Events by HTTP: until all are accepted, and until all are remembered and every place agrees. */
record Intake(ApiClient ingest, Play play, int events) {

    private static final int BATCH = 5_000;

    /**
     * What was measured.
     *
     * @param accepted   events a second until the last was durable
     * @param remembered events a second until log, stores, topic and index stood still and agreed, less the time that
     *                   looking for it waits by design
     */
    record Rates(double accepted, double remembered, long logRecords, long memories) {}

    Rates run(Duration window) {
        long started = System.nanoTime();
        for (int from = 0; from < events; from += BATCH) {
            JsonNode result = ingest.post("/v1/events?source=bench",
                    Connections.lines(from, Math.min(events, from + BATCH)).getBytes(StandardCharsets.UTF_8));
            if (result.path("refused").asLong() + result.path("failed").asLong() > 0) {
                throw new StackException("intake refused events: " + result.path("items").path(0));
            }
        }
        double accepted = events / ((System.nanoTime() - started) / 1e9);
        JsonNode report = play.settle(window);
        double seconds = (System.nanoTime() - started) / 1e9 - Play.quiet(window).toMillis() / 1e3;
        return new Rates(accepted, events / seconds, report.path("events").asLong(),
                report.path("log").path("memories").asLong());
    }
}
