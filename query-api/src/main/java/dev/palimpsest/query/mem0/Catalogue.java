package dev.palimpsest.query.mem0;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.palimpsest.access.Refusal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The categories somebody sorts memories into, by name with what belongs there. A text belongs where it has a word of the
 * name or of the description that is long enough to mean something.
 */
record Catalogue(Map<String, String> categories) {

    static final Catalogue EMPTY = new Catalogue(Map.of());

    /** Most categories of one catalogue. */
    private static final int CATEGORIES_MAX = 100;

    private static final int WORD_LENGTH_MIN = 4;
    private static final Set<String> TOO_COMMON = Set.of("user", "with", "that", "this", "from", "about", "their",
            "have", "such", "other", "things", "thing", "information", "related", "including", "memorie", "memory",
            "detail", "preference");

    /** Of a list of names or of {@code {name: description}}, or one such object; null is none. */
    static Catalogue of(@Nullable JsonNode given) {
        Map<String, String> categories = new LinkedHashMap<>();
        if (given == null || given.isNull()) {
            return EMPTY;
        }
        if (!given.isArray() && !given.isObject()) {
            throw Refusal.badRequest("custom_categories is a list such as [{\"travel\": \"journeys and places\"}]");
        }
        if (given.isObject()) {
            given.properties().forEach(each -> categories.put(each.getKey(), each.getValue().asText("")));
        }
        for (JsonNode each : given.isArray() ? given : JsonNodeFactory.instance.arrayNode()) {
            if (each.isTextual()) {
                categories.put(each.textValue(), "");
            }
            each.properties().forEach(one -> categories.put(one.getKey(), one.getValue().asText("")));
        }
        if (categories.size() > CATEGORIES_MAX) {
            throw Refusal.badRequest("at most " + CATEGORIES_MAX + " categories");
        }
        return new Catalogue(categories);
    }

    /** The names of those a text belongs to. */
    List<String> of(String text) {
        Set<String> words = Wishes.words(text);
        return categories.entrySet().stream().filter(category -> telling(category).stream().anyMatch(words::contains))
                .map(Map.Entry::getKey).toList();
    }

    /** As clients send it and read it back. */
    ArrayNode json() {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        categories.forEach((name, what) -> list.add(JsonNodeFactory.instance.objectNode().put(name, what)));
        return list;
    }

    private static Set<String> telling(Map.Entry<String, String> category) {
        return Wishes.words(category.getKey().replace('_', ' ') + " " + category.getValue()).stream()
                .filter(word -> word.length() >= WORD_LENGTH_MIN && !TOO_COMMON.contains(word))
                .collect(Collectors.toSet());
    }
}
