package dev.palimpsest.query.settings;

import dev.palimpsest.memory.TenantId;
import dev.palimpsest.query.settings.Settings.Entry;
import dev.palimpsest.query.settings.Settings.Sort;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Settings on the heap. Of two changes to one thing the one later in its topic stands. Safe for several threads. */
final class SettingsTable {

    private record Row(long place, @Nullable Entry entry) {}

    private final Map<TenantId, Map<Sort, Map<String, Row>>> rows = new HashMap<>();

    /** @param entry null where it was taken away */
    synchronized void apply(TenantId tenant, Sort sort, String id, long place, @Nullable Entry entry) {
        Map<String, Row> ofSort = rows.computeIfAbsent(tenant, _ -> new HashMap<>()).computeIfAbsent(sort,
                _ -> new TreeMap<>());
        Row before = ofSort.get(id);
        if (before == null || before.place() < place) {
            ofSort.put(id, new Row(place, entry));
        }
    }

    synchronized Optional<Entry> get(TenantId tenant, Sort sort, String id) {
        return Optional.ofNullable(of(tenant, sort).get(id)).map(Row::entry);
    }

    synchronized List<Entry> all(TenantId tenant, Sort sort) {
        return standing(of(tenant, sort))
                .sorted(Comparator.comparing(Entry::at).reversed().thenComparing(Entry::id)).toList();
    }

    synchronized List<Entry> all(Sort sort) {
        return rows.values().stream().flatMap(sorts -> standing(sorts.getOrDefault(sort, Map.of()))).toList();
    }

    /** The oldest of a sort beyond the most that are kept. */
    synchronized List<Entry> surplus(TenantId tenant, Sort sort, int max) {
        if (of(tenant, sort).size() <= max) {
            return List.of();
        }
        List<Entry> all = all(tenant, sort);
        return List.copyOf(all.subList(Math.min(max, all.size()), all.size()));
    }

    private Map<String, Row> of(TenantId tenant, Sort sort) {
        return rows.getOrDefault(tenant, Map.of()).getOrDefault(sort, Map.of());
    }

    private static Stream<Entry> standing(Map<String, Row> rows) {
        return rows.values().stream().flatMap(row -> Stream.ofNullable(row.entry()));
    }
}
