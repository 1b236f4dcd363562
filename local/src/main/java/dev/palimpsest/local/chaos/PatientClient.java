package dev.palimpsest.local.chaos;

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
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/** Calls a door that may be gone, as a careful client does: again and again with the same words. Safe for several threads. */
final class PatientClient {

    private static final Duration TIMEOUT = Duration.ofSeconds(45);
    private static final Duration PAUSE = Duration.ofMillis(250);

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(3)).build();
    private final URI base;
    private final String key;
    private final Map<String, Long> answers = new TreeMap<>();

    PatientClient(URI base, String key) {
        this.base = base;
        this.key = key;
    }

    /** What was answered. */
    record Answer(int status, JsonNode body, HttpResponse<byte[]> response) {

        Optional<String> header(String name) {
            return response.headers().firstValue(name);
        }

        /** In a line. */
        String told() {
            return response.request().method() + " " + response.uri().getPath() + " answered " + status + ": "
                    + body.path("detail").asText(body.toString());
        }
    }

    /** How often which status was answered; {@code none} where nothing was. */
    Map<String, Long> answers() {
        synchronized (answers) {
            return Map.copyOf(answers);
        }
    }

    /** A request to a path of the door, to be completed. */
    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base.resolve(path)).header("Authorization", "Bearer " + key).timeout(TIMEOUT);
    }

    /** The same with a body of JSON or lines. */
    HttpRequest.Builder posting(String path, String body) {
        return request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(body));
    }

    /** One try; empty where nothing was answered that can be read. */
    Optional<Answer> send(HttpRequest request) throws InterruptedException {
        try {
            HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
            count(Integer.toString(response.statusCode()));
            return Optional.of(new Answer(response.statusCode(), Door.JSON.readTree(response.body()), response));
        } catch (IOException e) {
            count("none");
            return Optional.empty();
        }
    }

    private void count(String status) {
        synchronized (answers) {
            answers.merge(status, 1L, Long::sum);
        }
    }

    /**
     * Tries until the answer settles the matter.
     *
     * @param settles whether there is no point in another try
     * @param end     of {@link System#nanoTime()}: empty where it comes first
     */
    Optional<Answer> insist(HttpRequest request, Predicate<Answer> settles, LongSupplier end)
            throws InterruptedException {
        while (true) {
            Optional<Answer> answer = send(request);
            if (answer.filter(settles).isPresent()) {
                return answer;
            }
            if (System.nanoTime() - end.getAsLong() > 0) {
                return Optional.empty();
            }
            Thread.sleep(PAUSE);
        }
    }
}
