package dev.palimpsest.index.opensearch;

import dev.palimpsest.peers.Peer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.palimpsest.index.WriteOutcome;
import dev.palimpsest.index.WriteOutcome.Missing;
import dev.palimpsest.index.WriteOutcome.Overloaded;
import dev.palimpsest.index.WriteOutcome.Rejected;
import dev.palimpsest.index.WriteOutcome.Written;
import dev.palimpsest.index.embed.BilingualEmbedder.Language;
import dev.palimpsest.index.http.Answer;
import dev.palimpsest.memory.Memory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One write: documents gathered into bulk requests of bounded number and size, and what became of them. Once a request
 * could not be taken, nothing more is sent. Not safe for several threads.
 */
final class Bulk {

    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final String FILTER = "filter_path=errors,error,status,items.*.status,items.*.error";

    private static final int CAUSES_MAX = 3;
    private static final Pattern TYPE = Pattern.compile("[a-z0-9_]{1,80}");
    private static final Pattern FIELD = Pattern.compile("\\bfield (?:\\[|=\")([A-Za-z0-9_.]{1,80})[]\"]");

    private final IndexConfig config;
    private final SearchConnection connection;
    private final ByteArrayOutputStream lines = new ByteArrayOutputStream(1 << 16);
    private final List<Memory> pending = new ArrayList<>();
    private final List<Rejected> rejected = new ArrayList<>();
    private int applied;
    private int stale;
    private @Nullable WriteOutcome failure;

    Bulk(IndexConfig config, SearchConnection connection) {
        this.config = config;
        this.connection = connection;
    }

    void add(Memory memory, Map<Language, float[]> vectors) {
        byte[] action = json(Map.of("index",
                Map.of("_id", memory.id().toString(), "version", memory.version(), "version_type", "external")));
        byte[] document = json(MemoryDocument.of(memory, vectors));
        if (pending.size() >= config.bulk().documentsMax()
                || lines.size() + action.length + document.length + 2 > config.bulk().bytesMax()) {
            flush();
        }
        lines.writeBytes(action);
        lines.write('\n');
        lines.writeBytes(document);
        lines.write('\n');
        pending.add(memory);
    }

    void flush() {
        if (!pending.isEmpty() && failure == null) {
            try {
                take(connection.bulk("/" + config.alias() + "/_bulk?require_alias=true&" + FILTER,
                        lines.toByteArray()));
            } catch (IOException e) {
                failure = new Overloaded(PAUSE,
                        "OpenSearch at " + config.server().uri() + " does not answer: " + Peer.describe(e));
            }
        }
        lines.reset();
        pending.clear();
    }

    WriteOutcome outcome() {
        flush();
        return failure == null ? new Written(applied, stale, rejected) : failure;
    }

    private void take(Answer answer) {
        if (answer.busy()) {
            failure = overloaded(answer.retryAfter(), answer.status(), SearchConnection.reason(answer.body()));
            return;
        }
        JsonNode items = answer.body().path("items");
        if (!answer.ok() || items.size() != pending.size()) {
            throw connection.refused(answer.status(), answer.body());
        }
        for (int i = 0; i < items.size(); i++) {
            take(pending.get(i), items.get(i).path("index"));
        }
    }

    private void take(Memory memory, JsonNode item) {
        int status = item.path("status").intValue();
        switch (status) {
            case 200, 201 -> applied++;
            case 409 -> stale++;
            case 404 -> failure = new Missing();
            case 400 -> rejected.add(new Rejected(memory.id(), memory.version(), reason(item)));
            // 403 is a block on writing: the disk is full, or an operator set it. It passes.
            default -> failure = failure == null ? overloaded(Duration.ZERO, status, reason(item)) : failure;
        }
    }

    private Overloaded overloaded(Duration retryAfter, int status, String reason) {
        return new Overloaded(retryAfter.isZero() ? PAUSE : retryAfter,
                "OpenSearch at " + config.server().uri() + " answers " + status + ": " + reason);
    }

    /**
     * Kinds of errors and the field alone: OpenSearch quotes the value it could not take in its reasons, in any of them, and logs
     * and the dead-letter topic must not hold it.
     */
    private static String reason(JsonNode item) {
        List<String> parts = new ArrayList<>();
        for (JsonNode error = item.path("error"); error.isObject() && parts.size() < CAUSES_MAX; error = error
                .path("caused_by")) {
            String type = error.path("type").asText();
            parts.add(TYPE.matcher(type).matches() ? type : "an error of no known type");
        }
        Matcher field = FIELD.matcher(item.at("/error/reason").asText());
        String what = parts.isEmpty() ? "no reason given" : String.join(" by ", parts);
        return field.find() ? what + " in field " + field.group(1) : what;
    }

    private static byte[] json(Object value) {
        try {
            return SearchConnection.JSON.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("maps and trees of text and numbers are always JSON", e);
        }
    }
}
