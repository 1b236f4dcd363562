package dev.palimpsest.processor.ledger;

import dev.palimpsest.memory.Memory;
import java.time.Duration;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowStore;

/**
 * How many memories a source of data made about one subject in a day, so that a flood of invented names cannot bury what
 * is known of a host. Days are those of system time, UTC.
 */
record FanOut(WindowStore<String, Long> store, int max) {

    static final String STORE = "fan-out";

    private static final Duration DAY = Duration.ofDays(1);
    private static final String SEPARATOR = "\u001f";

    /** What is thought of one more memory. */
    enum Verdict {
        /** It may come into being. */
        FINE,
        /** It may not, and nobody was told yet. */
        FIRST_OVER,
        /** It may not, as others before it. */
        OVER
    }

    /** Counts a memory that is about to come into being. The word of people and of assistants is never too much. */
    Verdict count(Memory created) {
        if (!created.trust().isData()) {
            return Verdict.FINE;
        }
        String key = created.tenant() + SEPARATOR + created.subject() + SEPARATOR
                + created.evidence().getFirst().sender();
        long day = created.createdAt().toEpochMilli() / DAY.toMillis() * DAY.toMillis();
        Long known = store.fetch(key, day);
        long before = known == null ? 0 : known;
        if (before > max) {
            return Verdict.OVER;
        }
        store.put(key, before + 1, day);
        return before < max ? Verdict.FINE : Verdict.FIRST_OVER;
    }

    /** Why nothing more of the source becomes a memory of the subject today. */
    String reason(Memory refused) {
        return "source " + refused.evidence().getFirst().sender() + " made " + max + " memories about "
                + refused.subject() + " today: what more it says of new things is kept as observations alone";
    }

    static StoreBuilder<WindowStore<String, Long>> builder() {
        return Stores.windowStoreBuilder(Stores.persistentWindowStore(STORE, DAY.multipliedBy(2), DAY, false),
                Serdes.String(), Serdes.Long()).withCachingEnabled();
    }
}
