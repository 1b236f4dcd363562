package dev.palimpsest.index.opensearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.palimpsest.index.embed.BilingualEmbedder;
import dev.palimpsest.index.embed.BilingualEmbedder.Language;
import dev.palimpsest.index.embed.Embedder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;

/**
 * How memories lie in OpenSearch. What a memory says is at the top of a document and reads back as it was; what only
 * searches need is under {@code search} and never read back.
 *
 * <p>Times are dates for people and dashboards, which OpenSearch keeps to the millisecond, and it takes no far past or
 * future that a log line may claim. Filters and order therefore use {@code search.last_micros} and
 * {@code search.valid_to_micros}.
 */
final class IndexMapping {

    /** Raised with every change that an index already there cannot take. */
    static final int VERSION = 3;

    static final String VALID_TO_MICROS = "search.valid_to_micros";

    static final String LAST_MICROS = "search.last_micros";

    static final String FROM_MICROS = "search.from_micros";

    static final String CHANGED_MICROS = "search.changed_micros";

    /** The whole text, to find any part of it. */
    static final String WHOLE_TEXT = "text.whole";

    static final String OWNERS = "search.owners";

    static final String LABELS = "search.labels";

    static final String PAP = "search.pap";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<Language, String> VECTORS = Map.of(Language.ENGLISH, "vector_en", Language.CHINESE,
            "vector_zh");

    private IndexMapping() {}

    /** The vector field of a language, within {@code search}. */
    static String vector(Language language) {
        return VECTORS.getOrDefault(language, "");
    }

    /** The body that creates the index behind its alias. */
    static ObjectNode body(IndexConfig config, BilingualEmbedder embedder) {
        ObjectNode body = resource();
        ((ObjectNode) body.at("/settings/index")).put("number_of_shards", config.shards())
                .put("number_of_replicas", config.replicas())
                .put("refresh_interval", config.refreshInterval().toMillis() + "ms");
        ((ObjectNode) body.path("mappings")).set("_meta", JSON.valueToTree(meta(embedder)));
        for (Language language : Language.values()) {
            ((ObjectNode) body.at("/mappings/properties/search/properties/" + vector(language)))
                    .put("dimension", embedder.model(language).dimension());
        }
        body.putObject("aliases").putObject(config.alias());
        return body;
    }

    /** Why vectors of these models must not be mixed with those of the index; empty where they may. */
    static String difference(JsonNode mappings, BilingualEmbedder embedder) {
        Map<String, String> differing = new TreeMap<>(meta(embedder));
        differing.entrySet().removeIf(
                entry -> mappings.path("_meta").path(entry.getKey()).asText("nothing").equals(entry.getValue()));
        return String.join(" and ", differing.entrySet().stream().map(entry -> entry.getKey() + " "
                + mappings.path("_meta").path(entry.getKey()).asText("nothing") + ", not " + entry.getValue())
                .toList());
    }

    private static Map<String, String> meta(BilingualEmbedder embedder) {
        return Map.of("english_model", named(embedder.model(Language.ENGLISH)), "chinese_model",
                named(embedder.model(Language.CHINESE)));
    }

    private static String named(Embedder model) {
        return model.model() + "@" + model.fingerprint();
    }

    private static ObjectNode resource() {
        try (InputStream in = IndexMapping.class.getResourceAsStream("memories-v" + VERSION + ".json")) {
            return (ObjectNode) JSON.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException("the mapping on the class path is broken", e);
        }
    }
}
