package dev.palimpsest.ingest.decode.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Rewrites {@code ResourceType} to {@code resourceType}: the provider's API and its messages differ in the first letter only. */
final class LowerKeys {

    private static final int DEPTH_MAX = 32;

    private LowerKeys() {}

    static JsonNode of(JsonNode node) {
        return of(node, 0);
    }

    private static JsonNode of(JsonNode node, int depth) {
        if (depth == DEPTH_MAX || node.isValueNode()) {
            return node;
        }
        if (node.isArray()) {
            ArrayNode copy = JsonNodeFactory.instance.arrayNode(node.size());
            node.forEach(element -> copy.add(of(element, depth + 1)));
            return copy;
        }
        ObjectNode copy = JsonNodeFactory.instance.objectNode();
        node.properties().forEach(property -> copy.set(lower(property.getKey()), of(property.getValue(), depth + 1)));
        return copy;
    }

    private static String lower(String key) {
        return key.isEmpty() ? key : Character.toLowerCase(key.charAt(0)) + key.substring(1);
    }
}
