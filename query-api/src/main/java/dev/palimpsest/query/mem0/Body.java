package dev.palimpsest.query.mem0;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.palimpsest.access.Door;
import dev.palimpsest.access.Refusal;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.DateTimeException;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** The parts of a request's JSON. Each reading refuses a part of another type, naming it. */
record Body(ObjectNode json) {

    /** The body of a request; an object without members where there is none. */
    static Body of(Context ctx) {
        byte[] bytes = ctx.bodyAsBytes();
        if (bytes.length == 0) {
            return new Body(JsonNodeFactory.instance.objectNode());
        }
        try {
            JsonNode read = Door.JSON.readTree(bytes);
            if (read instanceof ObjectNode object) {
                Projects.requireOwn(ctx, object.path("project_id").textValue());
                return new Body(object);
            }
        } catch (IOException e) {
            throw Refusal.badRequest("the body is not JSON");
        }
        throw Refusal.badRequest("the body is a JSON object");
    }

    /** Whether the part is there, be it null. */
    boolean has(String name) {
        return json.has(name);
    }

    /** The part; null where it is missing or null. */
    @Nullable
    JsonNode get(String name) {
        JsonNode value = json.get(name);
        return value == null || value.isNull() ? null : value;
    }

    @Nullable
    String text(String name) {
        JsonNode value = get(name);
        if (value == null) {
            return null;
        }
        if (!value.isTextual() && !value.isNumber()) {
            throw Refusal.badRequest(name + " is a text");
        }
        return value.asText();
    }

    boolean truth(String name, boolean other) {
        JsonNode value = get(name);
        if (value == null) {
            return other;
        }
        if (!value.isBoolean() && !value.asText().matches("true|false")) {
            throw Refusal.badRequest(name + " is true or false");
        }
        return value.asBoolean();
    }

    /** A whole number within bounds. */
    int number(String name, int other, int min, int max) {
        JsonNode value = get(name);
        return value == null ? other : whole(name, value.asText(), min, max);
    }

    static int whole(String name, String text, int min, int max) {
        if (!text.matches("-?\\d{1,9}") || Integer.parseInt(text) < min || Integer.parseInt(text) > max) {
            throw Refusal.badRequest(name + " is a whole number from " + min + " to " + max);
        }
        return Integer.parseInt(text);
    }

    Optional<Double> fraction(String name) {
        JsonNode value = get(name);
        if (value == null) {
            return Optional.empty();
        }
        if (!value.isNumber() || value.doubleValue() < 0 || value.doubleValue() > 1) {
            throw Refusal.badRequest(name + " is a number from 0 to 1");
        }
        return Optional.of(value.doubleValue());
    }

    /** A list of texts, or one text, or texts parted by commas. */
    List<String> texts(String name) {
        JsonNode value = get(name);
        if (value == null) {
            return List.of();
        }
        if (value.isTextual()) {
            return List.of(value.textValue().split(",")).stream().map(String::strip)
                    .filter(text -> !text.isEmpty()).toList();
        }
        if (!value.isArray() || StreamSupport.stream(value.spliterator(), false).anyMatch(one -> !one.isTextual())) {
            throw Refusal.badRequest(name + " is a list of texts");
        }
        return StreamSupport.stream(value.spliterator(), false).map(JsonNode::textValue).toList();
    }

    /** The object of a name; null where there is none. */
    @Nullable
    ObjectNode object(String name) {
        JsonNode value = get(name);
        if (value != null && !value.isObject()) {
            throw Refusal.badRequest(name + " is an object");
        }
        return (ObjectNode) value;
    }

    /** Seconds since the epoch, or ISO 8601. */
    Optional<Instant> instant(String name) {
        JsonNode value = get(name);
        if (value == null) {
            return Optional.empty();
        }
        try {
            if (value.isNumber() || value.asText().matches("\\d+(?:\\.\\d+)?")) {
                return Optional.of(Instant.ofEpochMilli(Math.round(value.asDouble() * 1000)));
            }
            return Optional.of(value.asText().length() == 10
                    ? LocalDate.parse(value.asText()).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : OffsetDateTime.parse(value.asText()).toInstant());
        } catch (DateTimeException e) {
            throw Refusal.badRequest(name + " is seconds since 1970 or a time such as 2026-11-22T14:05:00Z");
        }
    }

    /** A day; empty where it is missing. */
    Optional<LocalDate> day(String name) {
        String text = text(name);
        if (text == null || text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDate.parse(text.substring(0, Math.min(10, text.length()))));
        } catch (DateTimeException e) {
            throw Refusal.badRequest(name + " is a date such as 2026-12-31");
        }
    }
}
