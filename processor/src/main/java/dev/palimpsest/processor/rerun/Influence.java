package dev.palimpsest.processor.rerun;

import dev.palimpsest.memory.Content;
import dev.palimpsest.memory.Kind;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.MemoryId;
import dev.palimpsest.memory.MemoryRef;
import dev.palimpsest.memory.Occurrences;
import dev.palimpsest.memory.Status;
import dev.palimpsest.memory.Support;
import dev.palimpsest.memory.Tlp;
import dev.palimpsest.memory.TrustTier;
import dev.palimpsest.memory.ValidTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How two runs over nearly the same observations differ: what each memory says, not by how many versions it came to say
 * it, nor by which sample of the records that bear it out.
 *
 * @param changes conclusions before what they were drawn from
 */
public record Influence(List<Change> changes) {

    /**
     * One memory.
     *
     * @param with    in the first run; null where it has none
     * @param without in the second; null where it has none
     */
    public record Change(@Nullable Memory with, @Nullable Memory without) {

        /** Of whichever there is. */
        public Memory any() {
            return with == null ? Objects.requireNonNull(without) : with;
        }

        /** What it means for the first run to become as the second. */
        public Sort sort() {
            return without == null ? Sort.GONE : with == null ? Sort.NEW : Sort.OTHER;
        }
    }

    /** What becomes of a memory. */
    public enum Sort {
        /** It would not be. */
        GONE,
        /** It would say something else. */
        OTHER,
        /** It would be, and is not. */
        NEW
    }

    /** What a memory comes to. */
    private record Said(Status status, Content content, ValidTime valid, Occurrences occurrences, double confidence,
            TrustTier trust, Tlp marking, Support support, Set<MemoryId> derivedFrom) {

        static @Nullable Said of(@Nullable Memory memory) {
            return memory == null
                    ? null
                    : new Said(memory.status(), memory.content(), memory.valid(), memory.occurrences(),
                            memory.confidence(), memory.trust(), memory.marking(), memory.support(),
                            new HashSet<>(memory.derivedFrom().stream().map(MemoryRef::id).toList()));
        }
    }

    /** What differs. */
    public static Influence between(Map<MemoryId, Memory> with, Map<MemoryId, Memory> without) {
        Set<MemoryId> all = new HashSet<>(with.keySet());
        all.addAll(without.keySet());
        List<Change> changes = new ArrayList<>();
        for (MemoryId id : all) {
            Change change = new Change(with.get(id), without.get(id));
            if (!Objects.equals(Said.of(change.with()), Said.of(change.without()))) {
                changes.add(change);
            }
        }
        changes.sort(Comparator.comparing((Change change) -> change.any().kind() != Kind.DETECTION)
                .thenComparing(change -> change.any().subject()).thenComparing(change -> change.any().id()));
        return new Influence(List.copyOf(changes));
    }
}
