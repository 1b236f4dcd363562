package dev.palimpsest.query.mem0;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Puts memories into the shape of a JSON schema without a model: a member is taken from the member of a memory of that name,
 * its labels or its attributes. A list takes one from each memory that has one, anything else the latest there is.
 *
 * @param memories as clients see them, the latest first, each with its {@code attributes}
 */
record Shapes(List<ObjectNode> memories) {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int DEPTH_MAX = 8;

    /** The object of a schema, or of an object of names and types. */
    ObjectNode of(JsonNode schema) {
        return object(schema, schema, memories, 0);
    }

    private ObjectNode object(JsonNode root, JsonNode schema, List<ObjectNode> from, int depth) {
        ObjectNode shaped = NODES.objectNode();
        JsonNode properties = schema.path("properties").isObject() ? schema.path("properties") : schema;
        for (Map.Entry<String, JsonNode> property : properties.properties()) {
            JsonNode described = resolved(root, property.getValue());
            if (isMember(property, schema)) {
                shaped.set(property.getKey(), value(root, property.getKey(), described, from, depth + 1));
            }
        }
        return shaped;
    }

    /** In an object of names and types without {@code properties} every member is one, but a schema's own words are not. */
    private static boolean isMember(Map.Entry<String, JsonNode> property, JsonNode schema) {
        return schema.path("properties").isObject()
                || !(property.getKey().startsWith("$") || (schema.has("type")
                        && List.of("type", "title", "required", "description").contains(property.getKey())));
    }

    private JsonNode value(JsonNode root, String name, JsonNode schema, List<ObjectNode> from, int depth) {
        if (depth > DEPTH_MAX) {
            return NODES.nullNode();
        }
        String type = schema.isTextual() ? schema.textValue() : type(schema);
        if (type.equals("array") || type.equals("list")) {
            return list(root, name, resolved(root, schema.path("items")), from, depth);
        }
        if (type.equals("object") && schema.path("properties").isObject()) {
            return object(root, schema, from, depth);
        }
        return from.stream().flatMap(memory -> member(memory, name).stream()).map(found -> cast(found, type))
                .filter(found -> !found.isNull()).findFirst().orElse(NODES.nullNode());
    }

    private JsonNode list(JsonNode root, String name, JsonNode items, List<ObjectNode> from, int depth) {
        ArrayNode list = NODES.arrayNode();
        if (items.path("properties").isObject()) {
            from.forEach(memory -> list.add(object(root, items, List.of(memory), depth + 1)));
            return list;
        }
        List<JsonNode> found = new ArrayList<>();
        String one = name.endsWith("ies")
                ? name.substring(0, name.length() - 3) + "y"
                : name.endsWith("s") ? name.substring(0, name.length() - 1) : name;
        for (ObjectNode memory : from) {
            member(memory, name).or(() -> member(memory, one)).ifPresent(value -> {
                if (value.isArray()) {
                    value.forEach(found::add);
                } else {
                    found.add(value);
                }
            });
        }
        found.stream().distinct().forEach(list::add);
        return list;
    }

    private static Optional<JsonNode> member(ObjectNode memory, String name) {
        for (JsonNode holder : List.of(memory.path("metadata"), memory.path("attributes"), memory)) {
            JsonNode value = holder.path(name);
            if (!value.isMissingNode() && !value.isNull()) {
                return Optional.of(value);
            }
        }
        return List.of("content", "text", "summary").contains(name)
                ? Optional.of(memory.path("memory"))
                : Optional.empty();
    }

    private static JsonNode cast(JsonNode value, String type) {
        JsonNode one = value.isArray() && value.size() == 1 ? value.get(0) : value;
        return switch (type) {
            case "integer", "number" -> one.isNumber() ? one : NODES.nullNode();
            case "boolean" -> one.isBoolean() ? one : NODES.nullNode();
            case "string", "str" -> one.isTextual()
                    ? one
                    : NODES.textNode(one.isValueNode()
                            ? one.asText()
                            : one.toString());
            default -> one;
        };
    }

    private static String type(JsonNode schema) {
        if (schema.path("anyOf").isArray()) {
            for (JsonNode option : schema.path("anyOf")) {
                if (!option.path("type").asText().equals("null")) {
                    return option.path("type").asText("");
                }
            }
        }
        JsonNode type = schema.path("type");
        return type.isArray() ? type.path(0).asText("") : type.asText("");
    }

    /** What a reference within the schema stands for. */
    private static JsonNode resolved(JsonNode root, JsonNode schema) {
        String reference = schema.path("$ref").asText("");
        return reference.startsWith("#/") ? root.at(reference.substring(1)) : schema;
    }
}
