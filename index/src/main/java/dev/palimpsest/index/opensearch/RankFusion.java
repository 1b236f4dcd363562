package dev.palimpsest.index.opensearch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.palimpsest.index.MemoryReader.Hit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Joins ranked lists whose scores cannot be compared: a hit's score is the sum over the lists of weight / (60 + rank).
 * (Cormack, Clarke and Büttcher, "Reciprocal rank fusion outperforms Condorcet", SIGIR 2009.)
 */
final class RankFusion {

    /** A way to find memories: how much its ranks weigh, and what its scores say alone. */
    enum Way {
        /** Memories about what the question names. Outweighs the other lists together, for some thirty ranks. */
        NAMED(3) {
            @Override
            double strength(double score) {
                return 1;
            }
        },
        /** BM25 has no upper bound: half way at what two rare words that are found give. */
        WORDED(1) {
            @Override
            double strength(double score) {
                return score / (score + WORDED_HALF);
            }
        },
        /** Of each language's vectors. Lucene gives half of one more than the cosine. */
        NEAR(1) {
            @Override
            double strength(double score) {
                return Math.clamp(2 * score - 1, 0, 1);
            }
        };

        private static final double WORDED_HALF = 10;

        private final double weight;

        Way(double weight) {
            this.weight = weight;
        }

        /** How like the question a hit is by this way alone, 0 to 1. */
        abstract double strength(double score);
    }

    private static final int K = 60;

    private final Map<String, Double> scores = new HashMap<>();
    private final Map<String, Double> strengths = new HashMap<>();
    private final Map<String, JsonNode> sources = new HashMap<>();

    /** Adds a list of search hits, best first. */
    void add(Way way, JsonNode hits) {
        int rank = 1;
        for (JsonNode hit : hits) {
            String id = hit.path("_id").asText();
            scores.merge(id, way.weight / (K + rank), Double::sum);
            strengths.merge(id, way.strength(hit.path("_score").asDouble()), Math::max);
            sources.putIfAbsent(id, hit.path("_source"));
            rank++;
        }
    }

    /** The best hits, best first; of equals the later observed, then by id, so that answers repeat. */
    List<Hit> best(int size) {
        Comparator<String> order = Comparator.comparingDouble((String id) -> scores.getOrDefault(id, 0.0)).reversed()
                .thenComparing(id -> source(id).path("last_observed").asText(), Comparator.reverseOrder())
                .thenComparing(Comparator.naturalOrder());
        return scores.keySet().stream().sorted(order).limit(size)
                .map(id -> new Hit(StoredMemory.read(source(id)), scores.getOrDefault(id, 0.0),
                        strengths.getOrDefault(id, 0.0)))
                .toList();
    }

    private JsonNode source(String id) {
        JsonNode source = sources.get(id);
        if (source == null) {
            throw new IllegalStateException("every scored hit has a document");
        }
        return source;
    }
}
