package dev.palimpsest.processor.ledger;

import dev.palimpsest.memory.Identity;
import dev.palimpsest.memory.Memory;
import java.time.Duration;
import java.util.regex.Pattern;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowStore;

/**
 * How many memories a source of data made about one subject in a day, so that a flood of invented names cannot bury what
 * is known of a host. Each sort of edge and each technique has a number of its own: a scan cannot use up the room of what
 * follows it. What follows from other memories, as contact with a known indicator does, is never too much. Days are those
 * of system time, UTC.
 */
record FanOut(WindowStore<String, Long> store, int max) {

    static final String STORE = "fan-out";

    private static final Duration DAY = Duration.ofDays(1);
    private static final Pattern SORT_END = Pattern.compile("[>|]");
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
        if (!created.trust().isData() || !created.derivedFrom().isEmpty()) {
            return Verdict.FINE;
        }
        String key = created.tenant() + SEPARATOR + created.subject() + SEPARATOR
                + created.evidence().getFirst().sender() + SEPARATOR + sort(created);
        long day = created.createdAt().toEpochMilli() / DAY.toMillis() * DAY.toMillis();
        Long known = store.fetch(key, day);
        long before = known == null ? 0 : known;
        if (before > max) {
            return Verdict.OVER;
        }
        store.put(key, before + 1, day);
        return before < max ? Verdict.FINE : Verdict.FIRST_OVER;
    }

    private static String sort(Memory memory) {
        Identity.Form form = memory.identity().form();
        boolean sorted = form == Identity.Form.EDGE || form == Identity.Form.STORY;
        return !sorted ? form.name() : form + SORT_END.splitAsStream(memory.identity().key()).findFirst().orElse("");
    }

    /** Why nothing more of the source becomes a memory of the subject today. */
    String reason(Memory refused) {
        return "source " + refused.evidence().getFirst().sender() + " made " + max + " memories of one sort about "
                + refused.subject() + " today: what more it says of new things is kept as observations alone";
    }

    static StoreBuilder<WindowStore<String, Long>> builder() {
        return Stores.windowStoreBuilder(Stores.persistentWindowStore(STORE, DAY.multipliedBy(2), DAY, false),
                Serdes.String(), Serdes.Long()).withCachingEnabled();
    }
}
