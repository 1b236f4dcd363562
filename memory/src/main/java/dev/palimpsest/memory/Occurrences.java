package dev.palimpsest.memory;

import java.time.Instant;

/**
 * How often something was observed, and between when and when. Merging is commutative and associative.
 *
 * @param first earliest observation
 * @param last  latest observation, inclusive; not before {@code first}
 * @param count at least 1
 */
public record Occurrences(Instant first, Instant last, long count) {

    public Occurrences {
        first = Micros.of(first);
        last = Micros.of(last);
        if (last.isBefore(first) || count < 1) {
            throw new IllegalArgumentException("occurrences out of order: " + first + " to " + last + ", " + count);
        }
    }

    /** One observation at the instant. */
    public static Occurrences once(Instant at) {
        return new Occurrences(at, at, 1);
    }

    /** Both together. */
    public Occurrences plus(Occurrences other) {
        return new Occurrences(first.isBefore(other.first) ? first : other.first,
                last.isAfter(other.last) ? last : other.last, count + other.count);
    }
}
