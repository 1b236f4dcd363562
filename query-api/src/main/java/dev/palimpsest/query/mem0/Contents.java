package dev.palimpsest.query.mem0;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** What a message says, whatever form it has. Of what is no text, the place it lies at is kept: nothing here looks into it. */
final class Contents {

    private Contents() {}

    static String text(JsonNode content) {
        if (content.isTextual()) {
            return content.textValue();
        }
        if (content.isObject()) {
            return part(content);
        }
        List<String> parts = new ArrayList<>();
        content.forEach(part -> parts.add(part.isTextual() ? part.textValue() : part(part)));
        return String.join("\n", parts.stream().filter(part -> !part.isBlank()).toList());
    }

    private static String part(JsonNode part) {
        String type = part.path("type").asText("text");
        if (type.equals("text")) {
            return part.path("text").asText("");
        }
        JsonNode place = part.path(type);
        String url = place.isTextual() ? place.textValue() : place.path("url").asText("");
        return "[" + type.replace("_url", "") + (url.isEmpty() || url.startsWith("data:") ? "" : ": " + url) + "]";
    }
}
