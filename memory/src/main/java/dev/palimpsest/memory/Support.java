package dev.palimpsest.memory;

import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * Who bears out what a memory says, and what speaks against it.
 *
 * @param sources       who stated what stands, each once, in the order they first did; at most {@link #SOURCES_MAX}
 * @param contradictedBy the memories that keep what weaker words say instead, in the order they came
 */
public record Support(List<String> sources, List<MemoryId> contradictedBy) {

    /** Most sources that are named; further ones are in the log. */
    public static final int SOURCES_MAX = 8;

    public Support {
        sources = List.copyOf(sources);
        contradictedBy = List.copyOf(contradictedBy);
    }

    /** A statement that rests on this evidence and that nothing speaks against. */
    public static Support of(Collection<Evidence> evidence) {
        return new Support(List.of(), List.of()).with(evidence);
    }

    /** Borne out by this evidence too. */
    public Support with(Collection<Evidence> evidence) {
        return new Support(Stream.concat(sources.stream(), evidence.stream().map(Evidence::sender)).distinct()
                .limit(SOURCES_MAX).toList(), contradictedBy);
    }

    /** With one more that speaks against it. */
    public Support against(MemoryId rival) {
        return new Support(sources, Stream.concat(contradictedBy.stream(), Stream.of(rival)).distinct().toList());
    }
}
