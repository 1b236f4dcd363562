package dev.palimpsest.local.bridge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.palimpsest.access.Door;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP side of the bridge: one session at the door, begun again by itself where the server has forgotten it (it was started
 * anew, or the session was idle). Safe for several threads.
 */
public final class Wire {

    private static final String SESSION = "Mcp-Session-Id";
    private static final Duration TIMEOUT = Duration.ofMinutes(10);
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final int DETAIL_LENGTH_MAX = 500;

    private final URI door;
    private final Supplier<String> key;
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT)
            .build();
    private volatile @Nullable String session;
    private volatile @Nullable String version;
    private volatile @Nullable JsonNode opening;

    /**
     * @param door such as {@code http://127.0.0.1:8080/mcp}
     * @param key  asked for at each request; throws with one line for people where there is none
     */
    public Wire(URI door, Supplier<String> key) {
        this.door = door;
        this.key = key;
    }

    /** A message that nobody answered: why, and what to do. */
    static final class Unanswered extends Exception {

        private static final long serialVersionUID = 1;

        Unanswered(String message) {
            super(message);
        }
    }

    /** Sends a message and hands over what comes back: none for what is no request. */
    void send(JsonNode message, Consumer<String> each) throws Unanswered {
        boolean opens = message.path("method").asText().equals("initialize");
        if (opens) {
            session = null;
            version = null;
            opening = message;
        }
        String used = session;
        HttpResponse<InputStream> response = post(message);
        if (response.statusCode() == 404 && used != null) {
            drop(response);
            again(used);
            response = post(message);
        }
        if (opens && response.statusCode() == 200) {
            session = response.headers().firstValue(SESSION).orElse(null);
        }
        hand(response, opens ? answer -> {
            note(answer);
            each.accept(answer);
        } : each);
    }

    /** Ends the session, as far as the server still hears. */
    void end() {
        if (session != null) {
            try {
                drop(exchange(request().DELETE()));
            } catch (Unanswered _) {
                // a server that is gone has no session to end
            }
        }
    }

    private synchronized void again(String lost) throws Unanswered {
        JsonNode first = opening;
        if (first == null || !lost.equals(session)) {
            return; // another request has begun it again meanwhile
        }
        session = null;
        version = null;
        HttpResponse<InputStream> opened = post(first);
        String begun = opened.headers().firstValue(SESSION).orElse(null);
        hand(opened, this::note);
        session = begun;
        drop(post(JsonNodeFactory.instance.objectNode().put("jsonrpc", "2.0").put("method",
                "notifications/initialized")));
    }

    /** The version of the protocol that was agreed on goes with every request after. */
    private void note(String answer) {
        try {
            version = Door.JSON.readTree(answer).path("result").path("protocolVersion").asText(null);
        } catch (IOException _) {
            version = null;
        }
    }

    private HttpResponse<InputStream> post(JsonNode message) throws Unanswered {
        return exchange(request().header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .POST(BodyPublishers.ofString(message.toString())));
    }

    private HttpRequest.Builder request() throws Unanswered {
        HttpRequest.Builder request = HttpRequest.newBuilder(door).timeout(TIMEOUT);
        try {
            request.header("Authorization", "Bearer " + key.get());
        } catch (RuntimeException e) {
            throw new Unanswered(String.valueOf(e.getMessage()));
        }
        String own = session;
        if (own != null) {
            request.header(SESSION, own);
        }
        String agreed = version;
        if (agreed != null) {
            request.header("MCP-Protocol-Version", agreed);
        }
        return request;
    }

    private HttpResponse<InputStream> exchange(HttpRequest.Builder request) throws Unanswered {
        try {
            return http.send(request.build(), BodyHandlers.ofInputStream());
        } catch (IOException e) {
            throw new Unanswered(
                    "nothing answers at " + door + ": start Palimpsest with ./palimpsest up, or say --url or "
                            + "--port-offset, and try again");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unanswered("interrupted");
        }
    }

    private void hand(HttpResponse<InputStream> response, Consumer<String> each) throws Unanswered {
        try (InputStream body = response.body()) {
            String type = response.headers().firstValue("Content-Type").orElse("");
            if (response.statusCode() / 100 != 2) {
                throw new Unanswered("the server answers " + response.statusCode() + ": " + detail(body));
            }
            if (type.startsWith("text/event-stream")) {
                Events.read(new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8)), each);
            } else {
                String answer = new String(body.readAllBytes(), StandardCharsets.UTF_8).strip();
                if (!answer.isEmpty()) {
                    each.accept(answer);
                }
            }
        } catch (IOException e) {
            throw new Unanswered("the server stopped in the middle of an answer: try again");
        }
    }

    private static void drop(HttpResponse<InputStream> response) {
        try {
            response.body().close();
        } catch (IOException _) {
            // nothing of it is wanted
        }
    }

    private static String detail(InputStream body) throws IOException {
        String text = new String(body.readNBytes(DETAIL_LENGTH_MAX * 8), StandardCharsets.UTF_8);
        try {
            text = Door.JSON.readTree(text).path("detail").asText(text);
        } catch (IOException _) {
            // told as it is
        }
        return text.length() > DETAIL_LENGTH_MAX ? text.substring(0, DETAIL_LENGTH_MAX) + "…" : text;
    }
}
