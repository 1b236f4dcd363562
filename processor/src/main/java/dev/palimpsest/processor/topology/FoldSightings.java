package dev.palimpsest.processor.topology;

import dev.palimpsest.memory.Identity;
import dev.palimpsest.memory.claim.Claim;
import dev.palimpsest.memory.claim.Claim.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/**
 * Folds repeated sightings: the first goes on at once and opens a window, those within the window become one claim when
 * it closes, and a longer window follows. So a thousand repeats cost the log one record, what never stops repeating costs
 * it a few a day, and none is lost.
 *
 * <p>Two stores: when each open window ends, and what waits in it. Windows close by wall clock; which claims come out
 * is recorded by the claims themselves.
 */
final class FoldSightings implements Processor<String, Claim, String, Claim> {

    private static final String WINDOWS = "open-sightings";
    private static final String WAITING = "waiting-sightings";
    private static final int TICKS_PER_WINDOW = 4;

    private final MemoryTopologyConfig config;
    private @Nullable Open open;

    /** What is there between {@link #init} and {@link #close}. */
    private record Open(ProcessorContext<String, Claim> context, KeyValueStore<String, String> windows,
            KeyValueStore<String, Claim> waiting) {}

    private FoldSightings(MemoryTopologyConfig config) {
        this.config = config;
    }

    @Override
    public void init(ProcessorContext<String, Claim> context) {
        open = new Open(context, context.getStateStore(WINDOWS), context.getStateStore(WAITING));
        Duration tick = config.sightingWindow().dividedBy(TICKS_PER_WINDOW);
        context.schedule(tick, PunctuationType.WALL_CLOCK_TIME, this::closeWindows);
    }

    @Override
    public void process(Record<String, Claim> record) {
        if (open == null) {
            return;
        }
        if (!(record.value() instanceof Statement sighting) || !folds(sighting)) {
            open.context.forward(record);
            return;
        }
        String window = ClaimKey.ofMemory(sighting.tenant(), sighting.subject(), sighting.kind(),
                sighting.memory());
        if (opensWindow(open, window)) {
            open.context.forward(record);
            return;
        }
        Claim earlier = open.waiting.get(window);
        open.waiting.put(window, earlier instanceof Statement waiting ? waiting.foldedWith(sighting) : sighting);
    }

    /** Whether none was open. With no room for another a sighting goes on as it is: the log grows, nothing is lost. */
    private boolean opensWindow(Open to, String window) {
        long now = to.context.currentSystemTimeMs();
        String known = to.windows.get(window);
        if (known == null) {
            if (to.windows.approximateNumEntries() < config.openWindowsMax()) {
                to.windows.put(window, SightingWindow.first(now, config.sightingWindow()).toText());
            }
            return true;
        }
        SightingWindow last = SightingWindow.parse(known);
        if (last.isQuiet()) {
            to.windows.put(window, last.next(now, config.sightingWindowMax()).toText());
        }
        return last.isQuiet();
    }

    private static boolean folds(Statement claim) {
        Identity.Form form = claim.identity().form();
        return form == Identity.Form.STORY || (form == Identity.Form.EDGE && claim.kind().opensToData());
    }

    private void closeWindows(long now) {
        if (open == null) {
            return;
        }
        for (String window : due(open.windows, open.waiting, now)) {
            SightingWindow last = SightingWindow.parse(open.windows.get(window));
            Claim waiting = open.waiting.get(window);
            if (waiting != null) {
                open.waiting.delete(window);
                open.windows.put(window, last.next(now, config.sightingWindowMax()).toText());
                open.context.forward(new Record<>(ClaimKey.of(waiting), waiting, now));
            } else if (last.isQuiet()) {
                open.windows.delete(window);
            } else {
                open.windows.put(window, last.quiet(now, config.sightingWindowMax()).toText());
            }
        }
    }

    private List<String> due(KeyValueStore<String, String> windows, KeyValueStore<String, Claim> waiting,
            long now) {
        List<String> due = new ArrayList<>();
        try (KeyValueIterator<String, String> all = windows.all()) {
            int flushed = 0;
            while (all.hasNext() && flushed < config.flushedPerTick()) {
                KeyValue<String, String> window = all.next();
                if (SightingWindow.parse(window.value).isOver(now)) {
                    due.add(window.key);
                    flushed += waiting.get(window.key) == null ? 0 : 1; // an empty window costs nothing to close
                }
            }
        }
        return due;
    }

    /** Makes the processor and its stores. */
    record Supplier(Contracts contracts, MemoryTopologyConfig config)
            implements
                ProcessorSupplier<String, Claim, String, Claim> {

        @Override
        public Processor<String, Claim, String, Claim> get() {
            return new FoldSightings(config);
        }

        /** In memory: windows are short and few, and both are restored from their changelogs. */
        @Override
        public Set<StoreBuilder<?>> stores() {
            return Set.of(
                    Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(WINDOWS), Serdes.String(),
                            Serdes.String())
                            .withCachingEnabled(),
                    Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(WAITING), Serdes.String(),
                            contracts.claim()).withCachingEnabled());
        }
    }
}
