package dev.palimpsest.query.mcp.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.palimpsest.access.Door;
import dev.palimpsest.access.Refusal;
import dev.palimpsest.memory.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The arguments of a call. Each reading refuses an argument of another type in one line that names it; null counts as missing. */
public final class Arguments {

    private final ObjectNode json;

    private Arguments(ObjectNode json) {
        this.json = json;
    }

    /**
     * The arguments of a tool.
     *
     * @throws Refusal naming the first that the tool does not know, or that it lacks
     */
    static Arguments of(Map<String, Object> given, Map<String, Object> schema) {
        ObjectNode json = Door.JSON.valueToTree(given);
        JsonNode known = Door.JSON.valueToTree(schema);
        json.properties().stream().map(Map.Entry::getKey).filter(name -> !known.path("properties").has(name))
                .findFirst().ifPresent(name -> {
                    throw Refusal.badRequest("there is no argument " + cut(name) + names(known));
                });
        known.path("required").forEach(name -> {
            if (!json.hasNonNull(name.asText())) {
                throw Refusal.badRequest("the argument " + name.asText() + " is missing");
            }
        });
        return new Arguments(json);
    }

    private static String names(JsonNode schema) {
        List<String> names = new ArrayList<>();
        schema.path("properties").fieldNames().forEachRemaining(names::add);
        return names.isEmpty() ? ": this tool takes none" : "; there is " + String.join(", ", names);
    }

    private static String cut(String name) {
        return name.length() > 80 ? name.substring(0, 80) : name;
    }

    @Nullable
    JsonNode get(String name) {
        JsonNode value = json.get(name);
        return value == null || value.isNull() ? null : value;
    }

    boolean has(String name) {
        return get(name) != null;
    }

    /** A text; null where it is missing. */
    @Nullable
    String text(String name) {
        JsonNode value = get(name);
        if (value == null) {
            return null;
        }
        if (!value.isTextual()) {
            throw Refusal.badRequest(name + " is a text");
        }
        return value.textValue();
    }

    /** A text that must be there and not blank. */
    String need(String name) {
        return Optional.ofNullable(text(name)).filter(text -> !text.isBlank())
                .orElseThrow(() -> Refusal.badRequest(name + " is missing or blank"));
    }

    @Nullable
    Boolean truth(String name) {
        JsonNode value = get(name);
        if (value != null && !value.isBoolean()) {
            throw Refusal.badRequest(name + " is true or false");
        }
        return value == null ? null : value.booleanValue();
    }

    /** A whole number within bounds; null where it is missing. */
    @Nullable
    Integer whole(String name, int min, int max) {
        JsonNode value = get(name);
        if (value == null) {
            return null;
        }
        if (!value.isIntegralNumber() || !value.canConvertToInt() || value.intValue() < min || value.intValue() > max) {
            throw Refusal.badRequest(name + " is a whole number from " + min + " to " + max);
        }
        return value.intValue();
    }

    /** A list of texts, or one text; null where it is missing. */
    @Nullable
    List<String> texts(String name) {
        JsonNode value = get(name);
        if (value == null) {
            return null;
        }
        List<String> texts = new ArrayList<>();
        (value.isTextual() ? List.of(value) : value).forEach(each -> texts.add(each.asText()));
        if (!value.isTextual() && (!value.isArray() || !allTexts(value))) {
            throw Refusal.badRequest(name + " is a list of texts");
        }
        return texts;
    }

    private static boolean allTexts(JsonNode list) {
        for (JsonNode each : list) {
            if (!each.isTextual()) {
                return false;
            }
        }
        return true;
    }

    /** An object; null where it is missing. */
    @Nullable
    ObjectNode object(String name) {
        JsonNode value = get(name);
        if (value != null && !value.isObject()) {
            throw Refusal.badRequest(name + " is an object");
        }
        return (ObjectNode) value;
    }

    /** A person or assistant, {@code alice} or {@code agent:triage-bot}; empty where it is missing. */
    Optional<Subject> actor(String name) {
        return Optional.ofNullable(text(name)).filter(text -> !text.isBlank())
                .map(text -> actor(name, Fence.bare(text)));
    }

    static Subject actor(String name, String text) {
        Subject subject = text.contains(":") ? Subject.parse(text) : new Subject("user", text);
        if (!subject.isActor()) {
            throw Refusal.badRequest(name + " is a user, agent, app or run, such as alice or agent:triage-bot");
        }
        return subject;
    }
}
