package dev.palimpsest.query.settings;

import dev.palimpsest.memory.TenantId;
import dev.palimpsest.query.settings.Settings.Entry;
import dev.palimpsest.query.settings.Settings.Sort;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Settings on the heap. Of two changes to one thing the one later in its topic stands. Safe for several threads. */
final class SettingsTable {

    /** What was taken away is remembered until its word has surely been read back: so many of a sort. */
    static final int GONE_MAX = 1_000;

    private record Row(long place, @Nullable Entry entry, int size) {}

    /** The rows of one sort of a tenant, with the size of those that stand, in characters. */
    private static final class Rows {
        private final Map<String, Row> rows = new TreeMap<>();
        private final Set<String> gone = new LinkedHashSet<>();
        private long size;

        private void put(String id, Row row) {
            Row before = rows.put(id, row);
            size += row.size - (before == null ? 0 : before.size);
            gone.remove(id);
            if (row.entry == null) {
                gone.add(id);
            }
            if (gone.size() > GONE_MAX) {
                String longest = gone.iterator().next();
                gone.remove(longest);
                rows.remove(longest);
            }
        }

        private int standing() {
            return rows.size() - gone.size();
        }

        private Stream<Entry> entries() {
            return rows.values().stream().flatMap(row -> Stream.ofNullable(row.entry));
        }
    }

    private static final Rows NONE = new Rows();

    private final Map<TenantId, Map<Sort, Rows>> rows = new HashMap<>();

    /** @param entry null where it was taken away */
    synchronized void apply(TenantId tenant, Sort sort, String id, long place, @Nullable Entry entry) {
        Rows ofSort = rows.computeIfAbsent(tenant, _ -> new HashMap<>()).computeIfAbsent(sort, _ -> new Rows());
        Row before = ofSort.rows.get(id);
        if (before == null || before.place < place) {
            ofSort.put(id, new Row(place, entry, entry == null ? 0 : entry.value().toString().length()));
        }
    }

    synchronized Optional<Entry> get(TenantId tenant, Sort sort, String id) {
        return Optional.ofNullable(of(tenant, sort).rows.get(id)).map(Row::entry);
    }

    synchronized List<Entry> all(TenantId tenant, Sort sort) {
        return of(tenant, sort).entries()
                .sorted(Comparator.comparing(Entry::at).reversed().thenComparing(Entry::id)).toList();
    }

    synchronized List<Entry> all(Sort sort) {
        return rows.values().stream().flatMap(sorts -> sorts.getOrDefault(sort, NONE).entries()).toList();
    }

    /** The oldest of a sort beyond the most that are kept, by number and by size in characters; never the latest. */
    synchronized List<Entry> surplus(TenantId tenant, Sort sort, int max, long sizeMax) {
        Rows ofSort = of(tenant, sort);
        if (ofSort.standing() <= max && ofSort.size <= sizeMax) {
            return List.of();
        }
        List<Entry> all = all(tenant, sort);
        long size = 0;
        int kept = 0;
        for (Entry entry : all) {
            size += Objects.requireNonNull(ofSort.rows.get(entry.id())).size;
            if (kept == max || (kept > 0 && size > sizeMax)) {
                break;
            }
            kept++;
        }
        return List.copyOf(all.subList(kept, all.size()));
    }

    /** Rows on the heap, those that are gone included. */
    synchronized int size() {
        return rows.values().stream().flatMap(sorts -> sorts.values().stream()).mapToInt(each -> each.rows.size())
                .sum();
    }

    private Rows of(TenantId tenant, Sort sort) {
        return rows.getOrDefault(tenant, Map.of()).getOrDefault(sort, NONE);
    }
}
