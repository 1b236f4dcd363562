package dev.palimpsest.index.opensearch;

import dev.palimpsest.peers.Peer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.palimpsest.index.IndexUnavailable;
import dev.palimpsest.index.http.Answer;
import dev.palimpsest.index.http.JsonHttp;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The REST API of one OpenSearch. Safe for several threads. */
final class SearchConnection implements AutoCloseable {

    static final ObjectMapper JSON = new ObjectMapper();

    private static final String NDJSON = "application/x-ndjson";
    private static final int REASON_LENGTH_MAX = 300;

    private final JsonHttp http;

    SearchConnection(IndexConfig config) {
        this.http = new JsonHttp(config.server(), config.connectTimeout(), config.requestTimeout());
    }

    /**
     * Sends what may be repeated.
     *
     * @param body null for none
     * @return the answer, whatever its status but busy
     * @throws IndexUnavailable where no answer comes or the server stays busy
     */
    Answer call(String method, String path, @Nullable Object body) {
        try {
            return notBusy(http.sendRepeatable(method, path, "application/json",
                    body == null ? new byte[0] : JSON.writeValueAsBytes(body)));
        } catch (IOException e) {
            throw noAnswer(e);
        }
    }

    /** As {@link #call}, and any refusal throws too. */
    JsonNode require(String method, String path, @Nullable Object body) {
        return requireOk(call(method, path, body));
    }

    /** Several searches in one round trip. */
    JsonNode multiSearch(List<?> headersAndBodies) {
        try {
            StringBuilder lines = new StringBuilder();
            for (Object line : headersAndBodies) {
                lines.append(JSON.writeValueAsString(line)).append('\n');
            }
            return requireOk(notBusy(http.sendRepeatable("POST", "/_msearch", NDJSON,
                    lines.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8))));
        } catch (IOException e) {
            throw noAnswer(e);
        }
    }

    /**
     * Sends a bulk request once: the caller repeats.
     *
     * @throws IOException where no answer comes
     */
    Answer bulk(String path, byte[] lines) throws IOException {
        return http.send("POST", path, NDJSON, lines);
    }

    /** The exception that says what the server refused. */
    IndexUnavailable refused(int status, JsonNode body) {
        if (status == 401) {
            return new IndexUnavailable("OpenSearch at " + http.base() + " answers 401: it takes another login");
        }
        return new IndexUnavailable("OpenSearch at " + http.base() + " answers " + status + ": " + reason(body));
    }

    /** One line out of an error document. */
    static String reason(JsonNode body) {
        JsonNode error = body.path("error");
        JsonNode cause = error.path("root_cause").path(0);
        String reason = error.isTextual()
                ? error.textValue()
                : (cause.isMissingNode() ? error : cause).path("reason").asText("no reason given");
        String line = reason.replaceAll("[\\p{Cntrl}\\s]+", " ");
        return line.length() > REASON_LENGTH_MAX ? line.substring(0, REASON_LENGTH_MAX) + "…" : line;
    }

    @Override
    public void close() {
        http.close();
    }

    private JsonNode requireOk(Answer answer) {
        if (!answer.ok()) {
            throw refused(answer.status(), answer.body());
        }
        return answer.body();
    }

    private Answer notBusy(Answer answer) {
        if (answer.busy()) {
            throw refused(answer.status(), answer.body());
        }
        return answer;
    }

    private IndexUnavailable noAnswer(IOException e) {
        return new IndexUnavailable("OpenSearch at " + http.base() + " does not answer: " + Peer.describe(e), e);
    }
}
