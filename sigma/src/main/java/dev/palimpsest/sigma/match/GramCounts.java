package dev.palimpsest.sigma.match;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How often each run of three characters stands in what clauses need: the rarest of a text finds it best. */
final class GramCounts {

    private final Map<String, Integer> counts = new HashMap<>();

    GramCounts(List<List<Need>> needs) {
        needs.stream().flatMap(List::stream).filter(need -> need.kind() == Need.Kind.PART).map(Need::text)
                .distinct().forEach(text -> {
                    for (int i = 0; i + FieldIndex.GRAM <= text.length(); i++) {
                        counts.merge(text.substring(i, i + FieldIndex.GRAM), 1, Integer::sum);
                    }
                });
    }

    String rarest(String text) {
        String best = text.substring(0, FieldIndex.GRAM);
        for (int i = 1; i + FieldIndex.GRAM <= text.length(); i++) {
            String gram = text.substring(i, i + FieldIndex.GRAM);
            best = counts.getOrDefault(gram, 0) < counts.getOrDefault(best, 0) ? gram : best;
        }
        return best;
    }
}
