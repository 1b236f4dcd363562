package dev.palimpsest.query.recall;

import dev.palimpsest.index.Condition;
import dev.palimpsest.index.MemoryFilter;
import dev.palimpsest.index.MemoryReader;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.MemoryId;
import dev.palimpsest.memory.Status;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.TenantId;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A past without what is beyond sight today.
 *
 * @param then as it was
 * @param now  as it is
 */
record StillSeen(MemoryReader then, MemoryReader now) implements MemoryReader {

    /** More than ten times a thousand better matches that are hidden today nobody looks behind. */
    private static final int ROUNDS_MAX = 10;

    private boolean still(Memory memory) {
        return now.get(memory.tenant(), memory.id()).isPresent();
    }

    @Override
    public Optional<Memory> get(TenantId tenant, MemoryId id) {
        return then.get(tenant, id).filter(this::still);
    }

    @Override
    public List<Memory> startingWith(TenantId tenant, String prefix, int size) {
        return then.startingWith(tenant, prefix, size).stream().filter(this::still).toList();
    }

    @Override
    public Page list(TenantId tenant, MemoryFilter filter, int size, @Nullable String after) {
        Page page = then.list(tenant, filter, size, after);
        return new Page(page.memories().stream().filter(this::still).toList(), page.next());
    }

    /** What is hidden today is found out first and then left out of the search itself, so that it takes nobody's rank or place. */
    @Override
    public List<Hit> search(TenantId tenant, String text, MemoryFilter filter, int size) {
        Set<MemoryId> hidden = new HashSet<>();
        for (int round = 0; round < ROUNDS_MAX; round++) {
            List<Hit> hits = then.search(tenant, text, without(filter, hidden), MemoryFilter.SIZE_MAX);
            Set<MemoryId> found = hits.stream().map(hit -> hit.memory().id()).collect(Collectors.toSet());
            found.removeAll(seen(tenant, found));
            if (found.isEmpty()) {
                return hits.stream().limit(size).toList();
            }
            hidden.addAll(found);
        }
        return then.search(tenant, text, without(filter, hidden), size).stream().filter(hit -> still(hit.memory()))
                .toList();
    }

    private static MemoryFilter without(MemoryFilter filter, Set<MemoryId> hidden) {
        return hidden.isEmpty()
                ? filter
                : filter.where(new Condition.All(
                        List.of(filter.where(), new Condition.Not(new Condition.Named(hidden)))));
    }

    /** Those of them that may be seen today, whatever became of them. */
    private Set<MemoryId> seen(TenantId tenant, Set<MemoryId> ids) {
        MemoryFilter these = MemoryFilter.CURRENT.withStatuses(Set.of(Status.values()))
                .where(new Condition.Named(ids));
        return ids.isEmpty()
                ? Set.of()
                : now.list(tenant, these, MemoryFilter.SIZE_MAX, null).memories().stream().map(Memory::id)
                        .collect(Collectors.toSet());
    }

    /** Counted one by one, as far as one page reaches: the past is asked for memories, not for numbers. */
    @Override
    public long count(TenantId tenant, MemoryFilter filter) {
        return list(tenant, filter, MemoryFilter.SIZE_MAX, null).memories().size();
    }

    @Override
    public List<Owner> owners(TenantId tenant, MemoryFilter filter, @Nullable Subject after, int size) {
        return then.owners(tenant, filter, after, size).stream()
                .filter(owner -> now.count(tenant, filter.withSubjects(Set.of(owner.actor()))) > 0).toList();
    }
}
