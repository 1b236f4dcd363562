package dev.palimpsest.index;

import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.MemoryId;
import dev.palimpsest.memory.Pap;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.Tlp;
import dev.palimpsest.memory.indicator.IndicatorFields;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What must be so of a memory, put together from tests with and, or and not. Every index decides it within the search itself,
 * so that what passes is ranked against what passes and nothing is lost to it.
 */
public sealed interface Condition {

    /** Always so. */
    static Condition always() {
        return new All(List.of());
    }

    /** Most tests of one condition, and how deep they may be nested. */
    int TESTS_MAX = 256;
    int DEPTH_MAX = 16;

    /** All are so; where there are none it is so. */
    record All(List<Condition> parts) implements Condition {
        public All {
            parts = List.copyOf(parts);
        }
    }

    /** One at least is so; where there are none it is not. */
    record Any(List<Condition> parts) implements Condition {
        public Any {
            parts = List.copyOf(parts);
        }
    }

    /** It is not so. */
    record Not(Condition part) implements Condition {}

    /** It belongs to one of these actors. */
    record Owned(Set<Subject> actors) implements Condition {
        public Owned {
            actors = Set.copyOf(actors);
        }
    }

    /** It belongs to some actor of that type. */
    record OwnedBySome(String type) implements Condition {}

    /** It is one of these. */
    record Named(Set<MemoryId> ids) implements Condition {
        public Named {
            ids = Set.copyOf(ids);
        }
    }

    /** It has one of these categories, as they are written or with A to Z in any case. */
    record InCategory(Set<String> names, boolean anyCase) implements Condition {
        public InCategory {
            names = Set.copyOf(names);
        }

        private boolean has(String category) {
            return names.contains(category)
                    || (anyCase && names.stream().map(Labels::folded).anyMatch(Labels.folded(category)::equals));
        }
    }

    /** It has some category. */
    record InSomeCategory() implements Condition {}

    /** A time of it lies within these bounds, both inclusive; a null bound does not restrict, yet the time must be there. */
    record Timed(Time time, @Nullable Instant from, @Nullable Instant to) implements Condition {

        private @Nullable Instant of(Memory memory) {
            return switch (time) {
                case BEGINNING -> memory.valid().from();
                case END -> memory.valid().to();
                case CHANGE -> memory.updatedAt();
            };
        }

        private boolean within(@Nullable Instant at) {
            return at != null && (from == null || !at.isBefore(from)) && (to == null || !at.isAfter(to));
        }
    }

    /** The times of a memory. */
    enum Time {
        /** Since when what stands holds. */
        BEGINNING,
        /** Until when; not every memory has one. */
        END,
        /** When the log changed it last. */
        CHANGE
    }

    /** It is marked no stricter than this. */
    record Marked(Tlp tlp, Pap pap) implements Condition {
        private boolean fits(Memory memory) {
            return memory.marking().compareTo(tlp) <= 0 && IndicatorFields.pap(memory).compareTo(pap) <= 0;
        }
    }

    /** Its text holds this, or is this, as it is written or with A to Z in any case. Texts over {@link #TEXT_LENGTH_MAX} are passed over. */
    record Saying(String part, boolean anyCase, boolean whole) implements Condition {

        /** Lucene keeps no value over 32,766 bytes to search a part of. */
        public static final int TEXT_LENGTH_MAX = 8_191;

        private boolean of(String text) {
            if (text.length() > TEXT_LENGTH_MAX) {
                return false;
            }
            String given = anyCase ? Labels.folded(text) : text;
            String wanted = anyCase ? Labels.folded(part) : part;
            return whole ? given.equals(wanted) : given.contains(wanted);
        }
    }

    /** A label of a caller's passes a test. */
    record Labelled(String name, LabelTest test) implements Condition {}

    /** A test of a label's value, as {@link Labels} tells text and number apart. */
    sealed interface LabelTest {
        /** It is there, whatever it is. */
        record Present() implements LabelTest {}

        /** It is this value, or a list that has it. */
        record Is(Labels.Value value) implements LabelTest {}

        /** It lies within these bounds of its own sort; a null bound does not restrict. */
        record Between(Labels.@Nullable Value from, boolean fromIncluded, Labels.@Nullable Value to,
                boolean toIncluded) implements LabelTest {}

        /** It is a text, or a list with one, that holds this; in any case means A to Z. */
        record Holds(String part, boolean anyCase) implements LabelTest {}
    }

    /** All of them as one. */
    static Condition all(List<Condition> parts) {
        return parts.size() == 1 ? parts.getFirst() : new All(parts);
    }

    /** Whether it is so of this memory: what an index does by query. */
    default boolean holds(Memory memory) {
        return switch (this) {
            case All all -> all.parts.stream().allMatch(part -> part.holds(memory));
            case Any any -> any.parts.stream().anyMatch(part -> part.holds(memory));
            case Not not -> !not.part.holds(memory);
            case Owned owned -> Labels.owners(memory).stream().anyMatch(owned.actors::contains);
            case OwnedBySome some -> Labels.owners(memory).stream().anyMatch(actor -> actor.type().equals(some.type));
            case Named named -> named.ids.contains(memory.id());
            case InCategory in -> Labels.categories(memory).stream().anyMatch(in::has);
            case InSomeCategory _ -> !Labels.categories(memory).isEmpty();
            case Timed timed -> timed.within(timed.of(memory));
            case Marked marked -> marked.fits(memory);
            case Saying saying -> memory.content().plain()
                    .filter(plain -> saying.of(plain.text())).isPresent();
            case Labelled labelled -> Labels.terms(memory).stream().anyMatch(Labels.passing(labelled));
        };
    }

    /** Whether some part of it, taken alone and not denied, is such. */
    default boolean demands(Predicate<Condition> such) {
        return switch (this) {
            case All all -> all.parts.stream().anyMatch(part -> part.demands(such));
            case Any any -> any.parts.stream().anyMatch(part -> part.demands(such));
            default -> such.test(this);
        };
    }

    /** To whom belongs whatever it is so of: to one of these at least. Empty where it does not say. */
    default Optional<Set<Subject>> owners() {
        return switch (this) {
            case Owned owned -> Optional.of(owned.actors);
            case All all -> all.parts.stream().flatMap(part -> part.owners().stream()).findFirst();
            case Any any -> {
                List<Optional<Set<Subject>>> each = any.parts.stream().map(Condition::owners).toList();
                yield each.stream().allMatch(Optional::isPresent)
                        ? Optional.of(each.stream().flatMap(Optional::stream).flatMap(Set::stream)
                                .collect(Collectors.toUnmodifiableSet()))
                        : Optional.empty();
            }
            default -> Optional.empty();
        };
    }
}
