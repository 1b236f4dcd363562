package dev.palimpsest.memory.ledger;

import dev.palimpsest.memory.Identity;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.Occurrences;
import dev.palimpsest.memory.Status;
import dev.palimpsest.memory.Support;
import dev.palimpsest.memory.ValidTime;
import dev.palimpsest.memory.ledger.MemoryEvent.Created;
import dev.palimpsest.memory.ledger.MemoryEvent.Erased;
import dev.palimpsest.memory.ledger.MemoryEvent.Fact;
import dev.palimpsest.memory.ledger.MemoryEvent.Imported;
import dev.palimpsest.memory.ledger.MemoryEvent.Reinforced;
import dev.palimpsest.memory.ledger.MemoryEvent.Revised;
import dev.palimpsest.memory.ledger.MemoryEvent.RolledBack;
import dev.palimpsest.memory.ledger.MemoryEvent.Superseded;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A memory with what it said of other times: the fold of its events over both times. System time is how far was folded,
 * valid time is asked for. Only slots say different things of different times; everything else says one thing.
 *
 * @param head   what {@link Ledger#apply} comes to
 * @param values of a slot, each by the instant from which it holds until the next; empty for other forms
 */
public record Timeline(Memory head, NavigableMap<Instant, Memory> values) {

    /**
     * The memory after one more event.
     *
     * @param before null before {@code Created}
     * @throws IllegalArgumentException where the event does not follow
     */
    public static Timeline after(@Nullable Timeline before, MemoryEvent event) {
        Memory head = Ledger.apply(before == null ? null : before.head, event);
        if (head.identity().form() != Identity.Form.SLOT) {
            return new Timeline(head, Collections.emptyNavigableMap());
        }
        TreeMap<Instant, Memory> values = new TreeMap<>(before == null ? Map.of() : before.values);
        switch (event) {
            case Created _ -> values.put(head.valid().from(), head);
            case Reinforced _ when before != null && before.head.trust().isBelow(head.trust()) -> state(values, before,
                    head);
            case Reinforced reinforced -> {
                values.put(reinforced.header().valid().from(), with(head, reinforced.header().valid(), Status.CURRENT));
                values.put(head.valid().from(), standing(head));
            }
            case Revised _ -> state(values, before, head);
            case Superseded superseded when isLate(superseded, before) -> values.put(superseded.header().valid().from(),
                    late(head, superseded));
            case Superseded _ -> state(values, before, head);
            case Erased _ -> values.clear();
            case RolledBack back -> {
                values.values().removeIf(value -> isOf(back, value));
                values.tailMap(head.valid().from(), true).clear();
                values.put(head.valid().from(), standing(head));
            }
            case Imported _ when head.status() == Status.ERASED -> values.clear();
            case Imported _ -> {
                if (before != null && isSaidAnew(before.head, head)) {
                    values.clear();
                }
                values.tailMap(head.valid().from(), true).clear();
                values.put(head.valid().from(), standing(head));
            }
            default -> values.computeIfPresent(head.valid().from(), (_, _) -> standing(head));
        }
        return new Timeline(head, Collections.unmodifiableNavigableMap(values));
    }

    /**
     * The memory as of an instant of valid time: the version that says what held then, its valid time ended where the next
     * value begins. Empty where nothing held yet. What was taken back, held or erased has that status for every instant;
     * what was over by then has expired.
     */
    public Optional<Memory> at(Instant valid) {
        Memory stated = values.isEmpty() ? head : floor(valid);
        if (stated == null || valid.isBefore(stated.valid().from())) {
            return Optional.empty();
        }
        Status known = statusOf(stated, valid);
        return Optional.of(with(stated, stated.valid(), known));
    }

    /** What ended by itself was current until its end, where one is known; all else is the head's to say. */
    private Status statusOf(Memory stated, Instant valid) {
        boolean ended = head.status() == Status.EXPIRED && stated.valid().to() != null;
        return head.status() == Status.CURRENT || ended ? standing(stated).status(valid) : head.status();
    }

    private @Nullable Memory floor(Instant valid) {
        Map.Entry<Instant, Memory> value = values.floorEntry(valid);
        if (value == null) {
            return null;
        }
        Instant next = values.higherKey(value.getKey());
        Instant end = value.getValue().valid().to();
        ValidTime own = new ValidTime(value.getKey(), end);
        return with(value.getValue(), next == null ? own : own.endedBy(next), value.getValue().status());
    }

    /** A value that stands: nothing of the same time or later holds beside it, nor what was said before a retraction. */
    private static void state(TreeMap<Instant, Memory> values, @Nullable Timeline before, Memory head) {
        if (before != null && before.head.status() == Status.RETRACTED) {
            values.clear();
        }
        values.tailMap(head.valid().from(), true).clear();
        values.put(head.valid().from(), head);
    }

    /** Whether something else is said after a retraction, which nothing that was said before outlives. */
    private static boolean isSaidAnew(Memory before, Memory head) {
        return before.status() == Status.RETRACTED && head.status() != Status.RETRACTED
                && !before.portable().content().equals(head.portable().content());
    }

    /** Whether a value was learnt from the source that is taken out, and from nobody else. */
    private static boolean isOf(RolledBack back, Memory value) {
        return !value.updatedAt().isBefore(back.since()) && value.evidence().stream()
                .allMatch(
                        evidence -> evidence.source().equals(back.source()) || evidence.sender().equals(back.source()));
    }

    /** Whether it is current now is the head's to say, of all values at once. */
    private static Memory standing(Memory head) {
        return with(head, head.valid(), Status.CURRENT);
    }

    /** As the fold judges it: over before what stands began. */
    private static boolean isLate(Superseded event, @Nullable Timeline before) {
        return before != null && event.header().valid().endsBy(before.head.valid());
    }

    private static Memory late(Memory head, Superseded event) {
        EventHeader header = event.header();
        Fact fact = event.fact();
        Occurrences occurrences = fact.occurrences();
        return new Memory(head.id(), head.tenant(), head.subject(), head.kind(), head.identity(), header.version(),
                Status.CURRENT, fact.content(), header.valid(), occurrences, fact.confidence(), header.trust(),
                head.marking(), Support.of(header.evidence()), List.copyOf(header.evidence()),
                fact.derivedFrom(), head.createdAt(), header.systemTime(), head.protection());
    }

    private static Memory with(Memory memory, ValidTime valid, Status status) {
        return new Memory(memory.id(), memory.tenant(), memory.subject(), memory.kind(), memory.identity(),
                memory.version(), status, memory.content(), valid, memory.occurrences(), memory.confidence(),
                memory.trust(), memory.marking(), memory.support(), memory.evidence(), memory.derivedFrom(),
                memory.createdAt(), memory.updatedAt(), memory.protection());
    }
}
