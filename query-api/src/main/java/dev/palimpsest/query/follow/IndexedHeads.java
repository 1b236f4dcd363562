package dev.palimpsest.query.follow;

import dev.palimpsest.index.IndexUnavailable;
import dev.palimpsest.index.MemoryReader;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.MemoryId;
import dev.palimpsest.memory.TenantId;
import dev.palimpsest.memory.ledger.EventHeader;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * From the index, which is a moment behind the log. Where it does not come after within four seconds, who asks comes again later: the log
 * would know, but reading a partition for each event helps nobody who is behind. What the index has refused it will never have, and who
 * asks must not stop there for good. Safe for several threads.
 *
 * @param index   a memory as the index has it now
 * @param between pause between two looks
 * @param indexer asked once, and then whether the indexer is past all that was there when it was asked
 * @param clock   tells what is fresh
 */
public record IndexedHeads(BiFunction<TenantId, MemoryId, Optional<Memory>> index, Duration between,
        Supplier<BooleanSupplier> indexer, InstantSource clock) implements Seen.Heads {

    static final int LOOKS = 40;
    static final Duration FRESH = Duration.ofSeconds(10);
    private static final int LOOKS_BEFORE_ASKING = 10;
    private static final Duration BETWEEN = Duration.ofMillis(100);

    /** By this index. */
    public IndexedHeads(MemoryReader reader, Supplier<BooleanSupplier> indexer, InstantSource clock) {
        this(reader::get, BETWEEN, indexer, clock);
    }

    @Override
    public Optional<Memory> known(EventHeader header) {
        return index.apply(header.tenant(), header.memory());
    }

    @Override
    public boolean isFresh(EventHeader header) {
        return header.systemTime().plus(FRESH).isAfter(clock.instant());
    }

    @Override
    public Optional<Memory> reaching(EventHeader header) {
        BooleanSupplier isPast = () -> false;
        for (int looks = 0; looks < LOOKS; looks++) {
            Optional<Memory> head = at(header);
            if (head.isPresent()) {
                return head;
            }
            if (looks == LOOKS_BEFORE_ASKING) {
                isPast = indexer.get();
            }
            try {
                Thread.sleep(between);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        if (isPast.getAsBoolean()) {
            return at(header); // what came meanwhile, or nothing: the index has refused it
        }
        throw new IndexUnavailable("the index has not heard yet of what the log holds", null);
    }

    private Optional<Memory> at(EventHeader header) {
        return known(header).filter(memory -> memory.version() >= header.version());
    }
}
