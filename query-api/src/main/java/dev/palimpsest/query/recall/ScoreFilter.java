package dev.palimpsest.query.recall;

import dev.palimpsest.index.Cursor;
import dev.palimpsest.index.MemoryFilter;
import dev.palimpsest.index.MemoryReader;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.TenantId;
import dev.palimpsest.memory.indicator.Lifecycle;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Leaves out indicators that are worth too little at a time. A score decays as it is read, so no index knows it: more is
 * read than asked for, up to a bound. What is no indicator passes.
 *
 * @param min   0 lets everything pass
 * @param asOf  when
 */
record ScoreFilter(int min, Instant asOf) {

    /** Most pages read for one page of a list; where they do not fill it, the page is short and has a cursor. */
    private static final int PAGES_MAX = 20;

    /** So many times as many hits as asked for are looked at. */
    private static final int SEARCH_FACTOR = 10;

    boolean passes(Memory memory) {
        return min == 0 || Lifecycle.score(memory, asOf).orElse(min) >= min;
    }

    List<MemoryReader.Hit> search(MemoryReader reader, TenantId tenant, String text, MemoryFilter filter, int limit) {
        int size = min == 0 ? limit : Math.min(MemoryFilter.SIZE_MAX, limit * SEARCH_FACTOR);
        return reader.search(tenant, text, filter, size).stream().filter(hit -> passes(hit.memory())).limit(limit)
                .toList();
    }

    MemoryReader.Page list(MemoryReader reader, TenantId tenant, MemoryFilter filter, int limit,
            @Nullable String after) {
        MemoryReader.Page page = reader.list(tenant, filter, limit, after);
        List<Memory> found = new ArrayList<>(page.memories().stream().filter(this::passes).toList());
        for (int pages = 1; pages < PAGES_MAX && found.size() < limit && page.next() != null; pages++) {
            page = reader.list(tenant, filter, limit, page.next());
            page.memories().stream().filter(this::passes).forEach(found::add);
        }
        boolean cut = found.size() > limit;
        List<Memory> kept = cut ? found.subList(0, limit) : found;
        return new MemoryReader.Page(kept, cut ? Cursor.after(kept.getLast()).encoded() : page.next());
    }
}
