package dev.palimpsest.processor.rerun;

import dev.palimpsest.memory.Content;
import dev.palimpsest.memory.Evidence;
import dev.palimpsest.memory.KeyStretch;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.MemoryId;
import dev.palimpsest.memory.MemoryRef;
import dev.palimpsest.memory.Occurrences;
import dev.palimpsest.memory.Status;
import dev.palimpsest.memory.observation.Payload.Rollback;
import dev.palimpsest.processor.rerun.Influence.Change;
import dev.palimpsest.trust.seal.Sealer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The orders that take a source's influence out of the live memory. Pure.
 *
 * @param source whose word is taken out
 * @param since  what it said from then on
 * @param reason why; may be empty
 * @param actor  who orders it
 */
public record RollbackPlan(String source, Instant since, String reason, String actor) {

    /**
     * An order for each memory that the source made other than it would be.
     *
     * @param live finds the head of a memory as it stood before the runs; null where there was none. An order holds for that
     *             version alone, so what came after it is not lost
     */
    public List<Rollback> orders(Influence influence, Function<MemoryId, @Nullable Memory> live) {
        return influence.changes().stream().flatMap(change -> order(change, live).stream()).toList();
    }

    private Optional<Rollback> order(Change change, Function<MemoryId, @Nullable Memory> live) {
        Memory head = live.apply(change.any().id());
        Memory without = change.without();
        if (head == null) {
            return without == null || change.with() != null
                    ? Optional.empty()
                    : Optional.of(order(without, 0, without, live));
        }
        if (head.status() == Status.ERASED || (without == null && isUnspoken(head))) {
            return Optional.empty();
        }
        return Optional.of(order(head, head.version(), without == null ? null : fitted(head, change, without), live));
    }

    private static boolean isUnspoken(Memory head) {
        return head.status() == Status.RETRACTED && head.support().sources().isEmpty();
    }

    private Rollback order(Memory memory, long version, @Nullable Memory instead,
            Function<MemoryId, @Nullable Memory> live) {
        return new Rollback(memory.subject(), memory.id(), version,
                instead == null ? null : withRefs(instead, refs(memory, instead, live)), source, since, reason, actor);
    }

    /** As the second run has it, less what the live stream has not counted yet. */
    private static Memory fitted(Memory head, Change change, Memory without) {
        Memory with = change.with();
        long taken = with == null ? 0 : with.occurrences().count() - without.occurrences().count();
        long count = with == null
                ? without.occurrences().count()
                : Math.max(1, head.occurrences().count() - taken);
        Occurrences counted = new Occurrences(without.occurrences().first(), without.occurrences().last(), count);
        List<Evidence> known = without.evidence().stream()
                .filter(one -> head.evidence().stream().anyMatch(one::isSameReading)).toList();
        return new Memory(head.id(), head.tenant(), head.subject(), head.kind(), head.identity(), head.version(),
                without.status(), own(head.content(), without.content()), without.valid(), counted,
                without.confidence(), without.trust(),
                without.marking(), without.support(), known, without.derivedFrom(), head.createdAt(),
                head.updatedAt(), head.protection());
    }

    /**
     * Under the key that the live memory's words are kept by: a run has no other than its own where keys were made by another policy.
     * Words of an earlier stretch of time stay under theirs, so that they do not outlive it.
     */
    private static Content own(Content live, Content instead) {
        return instead instanceof Content.Plain plain && Sealer.isOnePersons(live.key(), plain.key())
                && !KeyStretch.isLater(live.key().orElse(""), plain.key().orElse(""))
                        ? plain.under(live.key().orElse(null))
                        : instead;
    }

    private static Memory withRefs(Memory memory, List<MemoryRef> refs) {
        return new Memory(memory.id(), memory.tenant(), memory.subject(), memory.kind(), memory.identity(),
                memory.version(), memory.status(), memory.content(), memory.valid(), memory.occurrences(),
                memory.confidence(), memory.trust(), memory.marking(), memory.support(), memory.evidence(), refs,
                memory.createdAt(), memory.updatedAt(), memory.protection());
    }

    /** By the versions that the log knows. */
    private static List<MemoryRef> refs(Memory head, Memory without, Function<MemoryId, @Nullable Memory> live) {
        Map<MemoryId, MemoryRef> known = head.derivedFrom().stream()
                .collect(Collectors.toMap(MemoryRef::id, ref -> ref, (one, _) -> one));
        return without.derivedFrom().stream().map(ref -> {
            Memory source = live.apply(ref.id());
            MemoryRef other = source == null ? ref : source.ref();
            return head.equals(without) ? other : known.getOrDefault(ref.id(), other);
        }).toList();
    }
}
