package dev.palimpsest.index.inmemory;

import dev.palimpsest.index.Cursor;
import dev.palimpsest.index.Labels;
import dev.palimpsest.index.MemoryFilter;
import dev.palimpsest.index.MemoryReader;
import dev.palimpsest.index.MemoryWriter;
import dev.palimpsest.index.WriteOutcome;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.MemoryId;
import dev.palimpsest.memory.MemoryRef;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.TenantId;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A memory index on the heap. It filters, orders and pages exactly as the one in OpenSearch does; its search goes by names
 * and words alone, and everything written is visible at once. A new one is there and
 * empty.
 */
public final class InMemoryMemoryIndex implements MemoryReader, MemoryWriter {

    private final Map<MemoryId, Memory> heads = new ConcurrentHashMap<>();
    private final AtomicBoolean there = new AtomicBoolean(true);
    private final AtomicLong made = new AtomicLong(1);

    @Override
    public Optional<Memory> get(TenantId tenant, MemoryId id) {
        return Optional.ofNullable(heads.get(id)).filter(memory -> memory.tenant().equals(tenant));
    }

    @Override
    public boolean areEnded(Collection<MemoryRef> ended) {
        return ended.stream().allMatch(ref -> {
            Memory head = heads.get(ref.id());
            return head != null && head.version() >= ref.version();
        });
    }

    @Override
    public boolean expunge() {
        return true; // it holds heads alone
    }

    @Override
    public List<Memory> startingWith(TenantId tenant, String prefix, int size) {
        MemoryFilter.requireSize(size);
        return of(tenant).filter(memory -> memory.id().toString().startsWith(prefix)).sorted(Cursor.ORDER).limit(size)
                .toList();
    }

    @Override
    public Page list(TenantId tenant, MemoryFilter filter, int size, @Nullable String after) {
        MemoryFilter.requireSize(size);
        Cursor cursor = after == null ? null : Cursor.parse(after);
        List<Memory> rest = passing(tenant, filter).filter(memory -> cursor == null || cursor.isBefore(memory))
                .sorted(Cursor.ORDER).limit(size + 1L).toList();
        return rest.size() <= size
                ? new Page(rest, null)
                : new Page(rest.subList(0, size), Cursor.after(rest.get(size - 1)).encoded());
    }

    @Override
    public List<Hit> search(TenantId tenant, String text, MemoryFilter filter, int size) {
        MemoryFilter.requireSize(size);
        if (text.isBlank()) {
            throw new IllegalArgumentException("a search needs a text");
        }
        WordMatch match = WordMatch.of(text);
        return passing(tenant, filter).map(memory -> new Hit(memory, match.score(memory), match.share(memory)))
                .filter(hit -> hit.score() > 0)
                .sorted(Comparator.comparingDouble(Hit::score).reversed().thenComparing(Hit::memory, Cursor.ORDER))
                .limit(size).toList();
    }

    @Override
    public long count(TenantId tenant, MemoryFilter filter) {
        return passing(tenant, filter).count();
    }

    @Override
    public List<Owner> owners(TenantId tenant, MemoryFilter filter, @Nullable Subject after, int size) {
        MemoryFilter.requireSize(size);
        Map<String, Owner> owners = new TreeMap<>();
        passing(tenant, filter).forEach(memory -> Labels.owners(memory).forEach(actor -> owners.merge(actor.toString(),
                new Owner(actor, 1, memory.valid().from(), memory.updatedAt()), InMemoryMemoryIndex::both)));
        return owners.entrySet().stream()
                .filter(owner -> after == null || owner.getKey().compareTo(after.toString()) > 0).limit(size)
                .map(Map.Entry::getValue).toList();
    }

    private static Owner both(Owner one, Owner other) {
        return new Owner(one.actor(), one.memories() + other.memories(),
                one.first().isBefore(other.first()) ? one.first() : other.first(),
                one.last().isAfter(other.last()) ? one.last() : other.last());
    }

    @Override
    public WriteOutcome write(Collection<Memory> memories) {
        if (!there.get()) {
            return new WriteOutcome.Missing();
        }
        int applied = (int) memories.stream().filter(this::put).count();
        return new WriteOutcome.Written(applied, memories.size() - applied, List.of());
    }

    @Override
    public void refresh() {}

    @Override
    public boolean ensureIndex() {
        boolean absent = there.compareAndSet(false, true);
        if (absent) {
            made.incrementAndGet();
        }
        return absent;
    }

    @Override
    public String identity() {
        return Long.toString(made.get());
    }

    @Override
    public void deleteIndex() {
        there.set(false);
        heads.clear();
    }

    @Override
    public void scan(@Nullable TenantId tenant, Consumer<Memory> each) {
        of(tenant).forEach(each);
    }

    @Override
    public long count(@Nullable TenantId tenant) {
        return of(tenant).count();
    }

    private boolean put(Memory memory) {
        Memory before = heads.get(memory.id());
        while (before == null || before.version() < memory.version()) {
            if (before == null
                    ? heads.putIfAbsent(memory.id(), memory) == null
                    : heads.replace(memory.id(), before, memory)) {
                return true;
            }
            before = heads.get(memory.id());
        }
        return false;
    }

    private Stream<Memory> of(@Nullable TenantId tenant) {
        return heads.values().stream().filter(memory -> tenant == null || memory.tenant().equals(tenant));
    }

    private Stream<Memory> passing(TenantId tenant, MemoryFilter filter) {
        return of(tenant).filter(filter::passes);
    }
}
