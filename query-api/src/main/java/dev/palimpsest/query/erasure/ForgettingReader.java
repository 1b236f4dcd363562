package dev.palimpsest.query.erasure;

import dev.palimpsest.index.MemoryFilter;
import dev.palimpsest.index.MemoryReader;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.MemoryId;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.TenantId;
import dev.palimpsest.trust.seal.SealedRecords;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads an index that may not have heard yet of who is forgotten: what was somebody's own is asked for by its key each
 * time, is in no list from the moment the key is gone, and looked up by its id is erased.
 */
public record ForgettingReader(MemoryReader index, SealedRecords sealed) implements MemoryReader {

    @Override
    public Optional<Memory> get(TenantId tenant, MemoryId id) {
        return index.get(tenant, id).map(sealed::now);
    }

    @Override
    public List<Memory> startingWith(TenantId tenant, String prefix, int size) {
        return index.startingWith(tenant, prefix, size).stream().map(sealed::now).toList();
    }

    @Override
    public Page list(TenantId tenant, MemoryFilter filter, int size, @Nullable String after) {
        Page page = index.list(tenant, filter, size, after);
        return new Page(page.memories().stream().filter(this::isStill).toList(), page.next());
    }

    @Override
    public List<Hit> search(TenantId tenant, String text, MemoryFilter filter, int size) {
        return index.search(tenant, text, filter, size).stream().filter(hit -> isStill(hit.memory())).toList();
    }

    @Override
    public long count(TenantId tenant, MemoryFilter filter) {
        return index.count(tenant, filter);
    }

    @Override
    public List<Owner> owners(TenantId tenant, MemoryFilter filter, @Nullable Subject after, int size) {
        return index.owners(tenant, filter, after, size);
    }

    private boolean isStill(Memory memory) {
        return sealed.now(memory).equals(memory);
    }
}
