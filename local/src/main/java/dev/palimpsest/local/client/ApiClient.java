package dev.palimpsest.local.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.palimpsest.access.Door;
import dev.palimpsest.local.stack.StackException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
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
import java.util.ArrayList;
import java.util.List;

/** Calls a door and turns every failure into one line for people. Safe for several threads. */
public final class ApiClient {

    private static final Duration TIMEOUT = Duration.ofMinutes(5);
    private static final int TRIES_MAX = 6;
    private static final int DETAIL_LENGTH_MAX = 500;

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

    /**
     * Posts bytes that may be sent again without harm, up to {@value #TRIES_MAX} times where the other side is busy.
     */
    public JsonNode postPatiently(String path, byte[] body) {
        return content(patiently(path, body));
    }

    /** As {@link #postPatiently}, where the answer is a value a line. */
    public List<JsonNode> postLinesPatiently(String path, byte[] body) {
        HttpResponse<byte[]> response = patiently(path, body);
        if (response.statusCode() / 100 != 2) {
            JsonNode _ = content(response); // says why
        }
        List<JsonNode> lines = new ArrayList<>();
        for (String line : new String(response.body(), StandardCharsets.UTF_8).lines().toList()) {
            try {
                lines.add(Door.JSON.readTree(line));
            } catch (JsonProcessingException e) {
                throw new StackException(response.uri() + " answers with what is no JSON", e);
            }
        }
        return lines;
    }

    private HttpResponse<byte[]> patiently(String path, byte[] body) {
        HttpResponse<byte[]> response = exchange(posting(path, body));
        for (int tries = 1; tries < TRIES_MAX && isBusy(response.statusCode()); tries++) {
            rest(Duration.ofSeconds(1L << tries));
            response = exchange(posting(path, body));
        }
        return response;
    }

    /** What a path answers, line by line as it comes; the caller's to close. */
    public BufferedReader lines(String path) {
        HttpRequest request = HttpRequest.newBuilder(base.resolve(path)).GET().header("Authorization", "Bearer " + key)
                .timeout(TIMEOUT).build();
        try {
            HttpResponse<InputStream> response = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
            if (response.statusCode() != 200) {
                try (InputStream body = response.body()) {
                    throw new StackException("GET " + request.uri() + " answers " + response.statusCode() + ": "
                            + detail(body.readAllBytes()));
                }
            }
            return new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw unreachable(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("interrupted", e);
        }
    }

    /** Posts bytes as they are. */
    public JsonNode post(String path, byte[] body) {
        return send(posting(path, body));
    }

    /** Gets what a path answers into a file, which is there whole or not at all. */
    public void download(String path, Path file) {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new StackException("there is no directory " + folder + " to write " + file.getFileName() + " into");
        }
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

    private HttpRequest.Builder posting(String path, byte[] body) {
        return HttpRequest.newBuilder(base.resolve(path)).header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(body));
    }

    private JsonNode send(HttpRequest.Builder request) {
        return content(exchange(request));
    }

    private HttpResponse<byte[]> exchange(HttpRequest.Builder request) {
        try {
            return http.send(request.header("Authorization", "Bearer " + key).timeout(TIMEOUT).build(),
                    HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw unreachable(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("interrupted", e);
        }
    }

    private static JsonNode content(HttpResponse<byte[]> response) {
        if (response.statusCode() / 100 != 2) {
            throw new StackException(response.request().method() + " " + response.uri() + " answers "
                    + response.statusCode() + ": " + detail(response.body()));
        }
        try {
            return Door.JSON.readTree(response.body());
        } catch (IOException e) {
            throw new StackException(response.uri() + " answers with what is no JSON", e);
        }
    }

    private static boolean isBusy(int status) {
        return status == 429 || status == 503;
    }

    private static void rest(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("interrupted", e);
        }
    }

    private static String detail(byte[] body) {
        try {
            JsonNode json = Door.JSON.readTree(body);
            String whole = json.hasNonNull("detail") ? json.path("detail").asText() : json.toString();
            return whole.length() > DETAIL_LENGTH_MAX ? whole.substring(0, DETAIL_LENGTH_MAX) + "…" : whole;
        } catch (IOException e) {
            return new String(body, 0, Math.min(body.length, 200), StandardCharsets.UTF_8);
        }
    }
}
