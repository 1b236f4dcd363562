package dev.palimpsest.local.system;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * An operation as a door's description tells it.
 *
 * @param root    of the door
 * @param node    the operation object
 */
record Described(URI root, String method, String path, JsonNode node, JsonNode document) {

    /** All operations of a document. */
    static List<Described> of(URI root, JsonNode document) {
        List<Described> all = new ArrayList<>();
        for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
            for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
                all.add(new Described(root, operation.getKey().toUpperCase(Locale.ROOT), path.getKey(),
                        operation.getValue(), document));
            }
        }
        return all;
    }

    /** The schema of a media type's body; missing where there is none. */
    JsonNode body() {
        for (JsonNode content : node.path("requestBody").path("content")) {
            return resolved(content.path("schema"));
        }
        return document.path("nothing");
    }

    String bodyType() {
        var names = node.path("requestBody").path("content").fieldNames();
        return names.hasNext() ? names.next() : "";
    }

    /** What is said of a status; missing where nothing is. */
    JsonNode answer(int status) {
        JsonNode exact = node.path("responses").path(Integer.toString(status));
        return exact.isMissingNode() ? node.path("responses").path(status / 100 + "XX") : exact;
    }

    JsonNode resolved(JsonNode schema) {
        String reference = schema.path("$ref").asText();
        return reference.isEmpty() ? schema : document.at(reference.substring(1));
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
