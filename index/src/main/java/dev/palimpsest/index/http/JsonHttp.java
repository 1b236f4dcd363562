package dev.palimpsest.index.http;

import dev.palimpsest.peers.Peer;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One server that takes and gives JSON. Every wait is bounded: connecting, one answer, the number of attempts, the pause
 * between them and the size of an answer. Safe for several threads.
 */
public final class JsonHttp implements AutoCloseable {

    /** Most attempts of one repeatable request. */
    public static final int ATTEMPTS_MAX = 3;

    /** Longest pause a server may ask for. */
    public static final Duration RETRY_AFTER_MAX = Duration.ofSeconds(30);

    /** Largest answer, in bytes. */
    public static final long ANSWER_BYTES_MAX = 128L << 20;

    private static final Duration BACKOFF = Duration.ofMillis(100);
    private static final Duration BACKOFF_MAX = Duration.ofSeconds(2);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI base;
    private final @Nullable String authorization;
    private final Duration requestTimeout;
    private final HttpClient client;

    /** @param server paths are appended to its address */
    public JsonHttp(Peer server, Duration connectTimeout, Duration requestTimeout) {
        this(server, server.authorization(), connectTimeout, requestTimeout);
    }

    /** @param authorization value of the Authorization header instead of the login's; null for none */
    public JsonHttp(Peer server, @Nullable String authorization, Duration connectTimeout, Duration requestTimeout) {
        this.base = URI.create(server.uri().toString().replaceAll("/+$", ""));
        this.authorization = authorization;
        this.requestTimeout = requestTimeout;
        this.client = server.client(connectTimeout);
    }

    /**
     * Sends once.
     *
     * @param path begins with a slash
     * @param body empty for none
     * @throws IOException where no answer came in time, or it was too large
     */
    public Answer send(String method, String path, String contentType, byte[] body) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path)).timeout(requestTimeout)
                .header("Accept", "application/json").method(method, body.length == 0
                        ? BodyPublishers.noBody()
                        : BodyPublishers.ofByteArray(body));
        if (body.length > 0) {
            request.header("Content-Type", contentType);
        }
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        try {
            HttpResponse<byte[]> response = client.send(request.build(),
                    BodyHandlers.limiting(BodyHandlers.ofByteArray(), ANSWER_BYTES_MAX));
            return new Answer(response.statusCode(), parse(response.body()), retryAfter(response));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for " + base, e);
        }
    }

    /**
     * Sends a request that may be repeated, until the server is not busy or {@link #ATTEMPTS_MAX} is reached; then the
     * last answer or failure stands.
     *
     * @throws IOException as {@link #send}
     */
    public Answer sendRepeatable(String method, String path, String contentType, byte[] body) throws IOException {
        for (int attempt = 1;; attempt++) {
            Duration pause = BACKOFF.multipliedBy(1L << (attempt - 1));
            try {
                Answer answer = send(method, path, contentType, body);
                if (!answer.busy() || attempt == ATTEMPTS_MAX) {
                    return answer;
                }
                pause = answer.retryAfter().isZero() ? pause : answer.retryAfter();
            } catch (IOException e) {
                if (attempt == ATTEMPTS_MAX || Thread.currentThread().isInterrupted()) {
                    throw e;
                }
            }
            pause(pause);
        }
    }

    public URI base() {
        return base;
    }

    /** Waits for requests under way, for at most their own time-out. */
    @Override
    public void close() {
        client.close();
    }

    private static void pause(Duration pause) throws IOException {
        try {
            Thread.sleep(pause.compareTo(BACKOFF_MAX) > 0 ? BACKOFF_MAX : pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted between two attempts", e);
        }
    }

    private static JsonNode parse(byte[] body) throws IOException {
        if (body.length == 0) {
            return MissingNode.getInstance();
        }
        try {
            return JSON.readTree(body);
        } catch (JacksonException e) {
            return MissingNode.getInstance();
        }
    }

    private static Duration retryAfter(HttpResponse<?> response) {
        return response.headers().firstValue("Retry-After").filter(value -> value.matches("\\d{1,6}"))
                .map(value -> Duration.ofSeconds(Long.parseLong(value)))
                .map(value -> value.compareTo(RETRY_AFTER_MAX) > 0 ? RETRY_AFTER_MAX : value).orElse(Duration.ZERO);
    }
}
