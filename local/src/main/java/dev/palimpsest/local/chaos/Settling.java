package dev.palimpsest.local.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import dev.palimpsest.local.chaos.PatientClient.Answer;
import dev.palimpsest.local.demo.Play;
import java.time.Duration;
import java.util.Optional;

/** Waits until the log stands still and every place agrees with it. */
record Settling(PatientClient api, Duration window) {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

    /**
     * The last report; empty where there was none.
     *
     * @param most after this the last one counts, whatever it says
     */
    Optional<JsonNode> settle(Duration most) throws InterruptedException {
        long end = System.nanoTime() + most.toNanos();
        Optional<JsonNode> last = Optional.empty();
        long events = -1;
        long stillSince = System.nanoTime();
        while (System.nanoTime() - end < 0) {
            Optional<JsonNode> report = api.send(api.request("/api/v1/verify").GET().timeout(Duration.ofMinutes(3))
                    .build()).filter(answer -> answer.status() == 200).map(Answer::body);
            last = report.isPresent() ? report : last;
            boolean same = report.isPresent() && report.get().path("agrees").asBoolean()
                    && report.get().path("settled").asBoolean()
                    && report.get().path("events").asLong() == events;
            if (!same) {
                events = report.map(one -> one.path("events").asLong()).orElse(-1L);
                stillSince = System.nanoTime();
            } else if (System.nanoTime() - stillSince >= Play.quiet(window).toNanos()) {
                return report;
            }
            Thread.sleep(BETWEEN_LOOKS);
        }
        return last;
    }
}
