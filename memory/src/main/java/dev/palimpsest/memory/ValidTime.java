package dev.palimpsest.memory;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When a fact holds in the world: from {@code from} (inclusive) to {@code to} (exclusive).
 *
 * @param from in microseconds; finer parts are cut off
 * @param to   null while no end is known; never before {@code from}
 */
public record ValidTime(Instant from, @Nullable Instant to) {

    public ValidTime {
        from = Micros.of(from);
        to = to == null ? null : Micros.of(to);
        if (to != null && to.isBefore(from)) {
            throw new IllegalArgumentException("valid time ends " + to + " before it begins " + from);
        }
    }

    /** From the instant on, with no known end. */
    public static ValidTime since(Instant from) {
        return new ValidTime(from, null);
    }

    /** The same beginning, ended at the instant. */
    public ValidTime until(Instant end) {
        return new ValidTime(from, end);
    }

    /** The same interval, over at the instant if it would last longer. */
    public ValidTime endedBy(Instant end) {
        return to != null && to.isBefore(end) ? this : until(end);
    }

    /** From the earlier beginning to the later end; without an end where one of both has none. */
    public ValidTime union(ValidTime other) {
        Instant end = to == null || other.to == null ? null : to.isBefore(other.to) ? other.to : to;
        return new ValidTime(other.from.isBefore(from) ? other.from : from, end);
    }

    /** Whether it has ended by the instant. */
    public boolean isOverAt(Instant instant) {
        return to != null && !instant.isBefore(to);
    }

    /** Whether the fact holds at the instant. */
    public boolean contains(Instant instant) {
        return !instant.isBefore(from) && (to == null || instant.isBefore(to));
    }

    /** Whether this interval is over by the time the other begins. */
    public boolean endsBy(ValidTime other) {
        return to != null && !to.isAfter(other.from);
    }
}
