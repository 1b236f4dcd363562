package dev.palimpsest.query.follow;

import dev.palimpsest.index.IndexUnavailable;
import dev.palimpsest.index.MemoryReader;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.MemoryId;
import dev.palimpsest.memory.TenantId;
import dev.palimpsest.memory.ledger.EventHeader;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * From the index, which is a moment behind the log. Where it does not come after within four seconds, who asks comes again later: the log
 * would know, but reading a partition for each event helps nobody who is behind. Safe for several threads.
 */
public record IndexedHeads(BiFunction<TenantId, MemoryId, Optional<Memory>> index,
        Duration between) implements Seen.Heads {

    static final int LOOKS = 40;
    private static final Duration BETWEEN = Duration.ofMillis(100);

    /** By this index. */
    public IndexedHeads(MemoryReader reader) {
        this(reader::get, BETWEEN);
    }

    @Override
    public Optional<Memory> known(EventHeader header) {
        return index.apply(header.tenant(), header.memory());
    }

    @Override
    public Optional<Memory> reaching(EventHeader header) {
        for (int looks = 0; looks < LOOKS; looks++) {
            Optional<Memory> head = known(header).filter(memory -> memory.version() >= header.version());
            if (head.isPresent()) {
                return head;
            }
            try {
                Thread.sleep(between);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        throw new IndexUnavailable("the index has not heard yet of what the log holds", null);
    }
}
