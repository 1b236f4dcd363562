package dev.palimpsest.local.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/** Requests made up from a description: some as it says, most nearly so, some not at all. One thread. */
final class Fuzz {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final List<String> NASTY = List.of("", " ", "null", "*", "-1", "0", "1e400", "9223372036854775808",
            "../../etc/passwd", "%00", "\u0000", "\ud83d\ude00\u202e", "'; DROP TABLE memories; --", "{{7*7}}",
            "<script>alert(1)</script>", "ip:", ":", "user:", "a".repeat(3000), "2026-13-45T99:99:99Z", "true",
            "-999999999-01-01T00:00:00Z", "+1000000000-12-31T23:59:59Z", "[]", "{}", "\"", "\\", "\r\nX-Injected: 1");
    private static final List<String> LIKELY = List.of("user:alice", "ip:10.120.8.21", "domain:evil.example", "alice",
            "fact", "indicator", "current", "2026-01-01T00:00:00Z", "P30D", "lateral movement", "可疑活动", "amber");
    private static final int DEPTH_MAX = 5;

    private final Random random;
    private final List<String> ids = new ArrayList<>(List.of("00000000-0000-0000-0000-000000000000"));

    Fuzz(long seed) {
        random = new Random(seed);
    }

    /** Ids of things that are there, to be asked for. */
    void learn(String id) {
        if (ids.size() < 200) {
            ids.add(id);
        }
    }

    HttpRequest request(Described operation, String key) {
        String path = operation.path();
        StringBuilder query = new StringBuilder();
        HttpRequest.Builder request = HttpRequest.newBuilder().timeout(Duration.ofSeconds(60))
                .header("X-API-Key", key).header("Authorization", "Splunk " + key); // of event collectors
        for (JsonNode parameter : operation.node().path("parameters")) {
            String name = parameter.path("name").asText();
            switch (parameter.path("in").asText()) {
                case "path" -> path = path.replace("{" + name + "}", encoded(inPath()));
                case "query" -> IntStream.range(0, times(parameter))
                        .forEach(_ -> query.append(query.isEmpty() ? '?' : '&').append(name).append('=')
                                .append(encoded(text(parameter.path("schema")))));
                default -> {
                    String value = text(parameter.path("schema"));
                    if (chance(3) && value.chars().allMatch(letter -> letter > ' ' && letter < 127)) {
                        request.header(name, value);
                    }
                }
            }
        }
        if (chance(30)) {
            query.append(query.isEmpty() ? '?' : '&').append("surplus=").append(encoded(pick(NASTY)));
        }
        byte[] body = body(operation);
        if (body.length > 0 && !chance(20)) {
            request.header("Content-Type", operation.bodyType());
        }
        return request.uri(URI.create(operation.root() + path + query))
                .method(operation.method(),
                        body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body))
                .build();
    }

    private int times(JsonNode parameter) {
        if (parameter.path("required").asBoolean()) {
            return chance(20) ? 0 : 1;
        }
        return chance(3) ? 1 + (chance(10) ? 2 : 0) : 0;
    }

    private String inPath() {
        String nasty = pick(NASTY);
        return chance(5) && !nasty.isBlank() ? nasty : chance(4) ? pick(LIKELY) : pick(ids);
    }

    /** What stands in a query: nearly what the schema says. */
    private String text(JsonNode schema) {
        JsonNode value = value(schema.has("items") ? schema.path("items") : schema, 0, null);
        return value.isTextual() ? value.asText() : value.toString();
    }

    private byte[] body(Described operation) {
        JsonNode schema = operation.body();
        if (schema.isMissingNode() || (!operation.node().path("requestBody").path("required").asBoolean()
                && chance(4))) {
            return new byte[0];
        }
        String json = schema.isEmpty() || schema.path("type").asText().equals("string")
                ? free(3).toString()
                : value(schema, 0, operation).toString();
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        if (chance(10)) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return chance(25) ? java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length + 1)) : bytes;
    }

    private JsonNode value(JsonNode given, int depth, Described operation) {
        JsonNode schema = operation == null ? given : operation.resolved(given);
        if (chance(8)) {
            return free(2);
        }
        if (schema.has("enum")) {
            return schema.path("enum").get(random.nextInt(schema.path("enum").size()));
        }
        JsonNode type = schema.path("type");
        return switch (type.isArray() ? type.get(0).asText() : type.asText()) {
            case "integer" -> number(schema);
            case "number" -> JSON.numberNode(random.nextGaussian());
            case "boolean" -> JSON.booleanNode(chance(2));
            case "string" -> JSON.textNode(word(schema.path("format").asText()));
            case "array" -> array(schema.path("items"), depth, operation);
            case "object" -> object(schema, depth, operation);
            default -> free(2);
        };
    }

    private JsonNode number(JsonNode schema) {
        if (chance(6)) {
            return JSON.numberNode(random.nextLong());
        }
        long least = schema.path("minimum").asLong(0);
        return JSON.numberNode(least + random.nextInt(Math.clamp(schema.path("maximum").asLong(100) - least, 1,
                100)));
    }

    private String word(String format) {
        if (chance(5)) {
            return pick(NASTY);
        }
        return switch (format) {
            case "date-time" -> Instant.now().minusSeconds(random.nextInt(100_000)).toString();
            case "duration" -> "P" + random.nextInt(40) + "D";
            default -> chance(4) ? pick(ids) : pick(LIKELY);
        };
    }

    private JsonNode array(JsonNode items, int depth, Described operation) {
        var array = JSON.arrayNode();
        if (depth < DEPTH_MAX) {
            IntStream.range(0, random.nextInt(4)).forEach(_ -> array.add(value(items, depth + 1, operation)));
        }
        return array;
    }

    private JsonNode object(JsonNode schema, int depth, Described operation) {
        ObjectNode object = JSON.objectNode();
        for (Map.Entry<String, JsonNode> part : schema.path("properties").properties()) {
            if (depth < DEPTH_MAX && !chance(3)) {
                object.set(part.getKey(), value(part.getValue(), depth + 1, operation));
            }
        }
        if (chance(15)) {
            object.set(pick(NASTY), free(2));
        }
        return object;
    }

    /** Any JSON, with the words that clients of other products send. */
    private JsonNode free(int depth) {
        return switch (random.nextInt(depth == 0 ? 5 : 8)) {
            case 0 -> JSON.nullNode();
            case 1 -> JSON.numberNode(random.nextLong());
            case 2 -> JSON.booleanNode(chance(2));
            case 3 -> JSON.textNode(pick(NASTY));
            case 4 -> JSON.textNode(chance(3) ? pick(ids) : pick(LIKELY));
            case 5 -> JSON.arrayNode().add(free(depth - 1)).add(free(depth - 1));
            default -> {
                ObjectNode object = JSON.objectNode();
                IntStream.range(0, 1 + random.nextInt(4)).forEach(_ -> object.set(pick(NAMES), free(depth - 1)));
                yield object;
            }
        };
    }

    private static final List<String> NAMES = List.of("user_id", "agent_id", "run_id", "messages", "query", "filters",
            "AND", "OR", "NOT", "in", "gte", "contains", "icontains", "ne", "text", "memories", "memory_id", "metadata",
            "categories", "created_at", "page", "page_size", "top_k", "threshold", "infer", "role", "content", "method",
            "params", "id", "jsonrpc", "event", "time", "fields", "schema", "name", "url", "event_types", "feedback");

    private boolean chance(int oneIn) {
        return random.nextInt(oneIn) == 0;
    }

    private <T> T pick(List<T> some) {
        return some.get(random.nextInt(some.size()));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
