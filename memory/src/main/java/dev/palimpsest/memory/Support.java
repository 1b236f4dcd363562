package dev.palimpsest.memory;

import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * Who bears out what a memory says, and what speaks against it.
 *
 * @param sources       who stated what stands, each once, in the order they first did; at most {@link #SOURCES_MAX}
 * @param contradictedBy the memories that keep what weaker words say instead, in the order they came
 * @param fallen        of the memories it was concluded from, those that bear it out no more, in the order they fell
 * @param doubted       of these memories, those that are doubted or say something else since
 */
public record Support(List<String> sources, List<MemoryId> contradictedBy, List<MemoryId> fallen,
        List<MemoryId> doubted) {

    /** Most sources that are named; further ones are in the log. */
    public static final int SOURCES_MAX = 8;

    public Support {
        sources = List.copyOf(sources);
        contradictedBy = List.copyOf(contradictedBy);
        fallen = List.copyOf(fallen);
        doubted = List.copyOf(doubted);
    }

    /** A statement that rests on this evidence and that nothing speaks against. */
    public static Support of(Collection<Evidence> evidence) {
        return new Support(List.of(), List.of(), List.of(), List.of()).with(evidence);
    }

    /** Borne out by this evidence too. */
    public Support with(Collection<Evidence> evidence) {
        return new Support(Stream.concat(sources.stream(), evidence.stream().map(Evidence::sender)).distinct()
                .limit(SOURCES_MAX).toList(), contradictedBy, fallen, doubted);
    }

    /** With one more that speaks against it. */
    public Support against(MemoryId rival) {
        return new Support(sources, Stream.concat(contradictedBy.stream(), Stream.of(rival)).distinct().toList(),
                fallen, doubted);
    }

    /** With these grounds fallen or doubted, and no others. */
    public Support grounded(List<MemoryId> nowFallen, List<MemoryId> nowDoubted) {
        return new Support(sources, contradictedBy, nowFallen, nowDoubted);
    }

    /** Whether none of what it was concluded from bears it out any more. */
    public boolean isGroundless(List<MemoryRef> derivedFrom) {
        return !derivedFrom.isEmpty() && derivedFrom.stream().map(MemoryRef::id).allMatch(fallen::contains);
    }
}
