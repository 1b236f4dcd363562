package dev.palimpsest.local.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.palimpsest.access.Door;
import dev.palimpsest.local.stack.StackException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;

/** Calls a door and turns every failure into one line for people. Safe for several threads. */
public final class ApiClient {

    private static final Duration TIMEOUT = Duration.ofMinutes(5);

    private final URI base;
    private final String key;
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5)).build();

    /** @param base root of the door, such as {@code http://127.0.0.1:8080} */
    public ApiClient(URI base, String key) {
        this.base = base;
        this.key = key;
    }

    public JsonNode get(String path) {
        return send(HttpRequest.newBuilder(base.resolve(path)).GET());
    }

    public JsonNode delete(String path) {
        return send(HttpRequest.newBuilder(base.resolve(path)).DELETE());
    }

    /** Posts a value as JSON. */
    public JsonNode post(String path, Object body) {
        try {
            return post(path, Door.JSON.writeValueAsBytes(body));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not JSON: " + body.getClass().getName(), e);
        }
    }

    /** Posts bytes as they are. */
    public JsonNode post(String path, byte[] body) {
        return send(HttpRequest.newBuilder(base.resolve(path)).header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(body)));
    }

    /** Gets what a path answers into a file, which is there whole or not at all. */
    public void download(String path, Path file) {
        Path aside = file.resolveSibling(file.getFileName() + ".part");
        HttpRequest request = HttpRequest.newBuilder(base.resolve(path)).GET().header("Authorization", "Bearer " + key)
                .timeout(TIMEOUT).build();
        try {
            HttpResponse<InputStream> response = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                if (response.statusCode() != 200) {
                    throw new StackException("GET " + request.uri() + " answers " + response.statusCode() + ": "
                            + detail(body.readAllBytes()));
                }
                Files.copy(body, aside, StandardCopyOption.REPLACE_EXISTING);
            }
            Files.move(aside, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (ConnectException e) {
            throw unreachable(e);
        } catch (IOException e) {
            throw new StackException("cannot get " + request.uri() + " into " + file + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("interrupted", e);
        }
    }

    private StackException unreachable(IOException e) {
        return new StackException("nothing answers at " + base + ": start it with ./palimpsest up, or say --url or"
                + " --port-offset", e);
    }

    private JsonNode send(HttpRequest.Builder request) {
        HttpRequest ready = request.header("Authorization", "Bearer " + key).timeout(TIMEOUT).build();
        try {
            HttpResponse<byte[]> response = http.send(ready, HttpResponse.BodyHandlers.ofByteArray());
            if (response.statusCode() / 100 == 2) {
                return Door.JSON.readTree(response.body());
            }
            throw new StackException(ready.method() + " " + ready.uri() + " answers " + response.statusCode() + ": "
                    + detail(response.body()));
        } catch (IOException e) {
            throw unreachable(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("interrupted", e);
        }
    }

    private static String detail(byte[] body) {
        try {
            JsonNode json = Door.JSON.readTree(body);
            return json.hasNonNull("detail") ? json.path("detail").asText() : json.toString();
        } catch (IOException e) {
            return new String(body, 0, Math.min(body.length, 200), StandardCharsets.UTF_8);
        }
    }
}
