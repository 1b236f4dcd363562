package dev.palimpsest.memory.ledger;

import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.MemoryId;
import dev.palimpsest.memory.Status;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a log learnt between two instants of system time: each memory that changed once, in the order in which they first
 * did.
 *
 * @param learnt     not known before, or known again after it had ended
 * @param revised    that says something else, or of another end, or rests on other grounds
 * @param reinforced that was only seen or said again, or contradicted by a weaker word
 * @param forgotten  not current at the end, though it was before or came in between: its status says why
 */
public record Difference(List<Change> learnt, List<Change> revised, List<Change> reinforced, List<Change> forgotten) {

    /**
     * A memory at both ends.
     *
     * @param before null where it was not known
     */
    public record Change(@Nullable Memory before, Memory after) {}

    /** As much of it as concerns states that pass a test, both before and after. */
    public Difference only(Predicate<Memory> test) {
        Predicate<Change> both = change -> test.test(change.after())
                && (change.before() == null || test.test(change.before()));
        return new Difference(learnt.stream().filter(both).toList(), revised.stream().filter(both).toList(),
                reinforced.stream().filter(both).toList(), forgotten.stream().filter(both).toList());
    }

    /** The difference from an instant on; it ends with the last event that is added. */
    public static Builder after(Instant instant) {
        return new Builder(instant);
    }

    /** Takes events in the order of the log, from the first one on. For one thread. */
    public static final class Builder {

        private final Instant instant;
        private final Map<MemoryId, Memory> before = new LinkedHashMap<>();
        private final Map<MemoryId, Memory> changed = new LinkedHashMap<>();

        private Builder(Instant instant) {
            this.instant = instant;
        }

        /**
         * Takes the next event.
         *
         * @throws IllegalArgumentException where it does not follow the ones before it
         */
        public void add(MemoryEvent event) {
            MemoryId id = event.header().memory();
            if (event.header().systemTime().isAfter(instant)) {
                changed.put(id, Ledger.apply(changed.getOrDefault(id, before.get(id)), event));
            } else {
                before.put(id, Ledger.apply(before.get(id), event));
            }
        }

        public Difference build() {
            Difference difference = new Difference(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(),
                    new ArrayList<>());
            changed.forEach((id, after) -> {
                Change change = new Change(before.get(id), after);
                List<Change> sort = difference.sortOf(change);
                if (sort != null) {
                    sort.add(change);
                }
            });
            return difference;
        }
    }

    /** Null where it had ended before and has ended now, which is no news. */
    private @Nullable List<Change> sortOf(Change change) {
        boolean was = change.before() != null && change.before().status() == Status.CURRENT;
        boolean is = change.after().status() == Status.CURRENT;
        if (was && is) {
            Memory known = Objects.requireNonNull(change.before());
            boolean same = known.content().equals(change.after().content())
                    && Objects.equals(known.valid().to(), change.after().valid().to())
                    && known.support().fallen().equals(change.after().support().fallen())
                    && known.support().doubted().equals(change.after().support().doubted());
            return same ? reinforced : revised;
        }
        if (is) {
            return learnt;
        }
        return was || change.before() == null ? forgotten : null;
    }
}
