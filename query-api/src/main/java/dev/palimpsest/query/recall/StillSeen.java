package dev.palimpsest.query.recall;

import dev.palimpsest.index.MemoryFilter;
import dev.palimpsest.index.MemoryReader;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.MemoryId;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.TenantId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A past without what is beyond sight today.
 *
 * @param then as it was
 * @param now  as it is
 */
record StillSeen(MemoryReader then, MemoryReader now) implements MemoryReader {

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

    @Override
    public List<Hit> search(TenantId tenant, String text, MemoryFilter filter, int size) {
        return then.search(tenant, text, filter, size).stream().filter(hit -> still(hit.memory())).toList();
    }

    /** Counted one by one, as far as one page reaches: the past is asked for memories, not for numbers. */
    @Override
    public long count(TenantId tenant, MemoryFilter filter) {
        return list(tenant, filter, MemoryFilter.SIZE_MAX, null).memories().size();
    }

    @Override
    public List<Owner> owners(TenantId tenant, MemoryFilter filter, @Nullable Subject after, int size) {
        return then.owners(tenant, filter, after, size).stream()
                .filter(owner -> now.count(tenant, filter.withSubjects(java.util.Set.of(owner.actor()))) > 0).toList();
    }
}
