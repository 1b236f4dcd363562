package dev.palimpsest.processor.topology;

import dev.palimpsest.memory.ledger.Expiry;
import dev.palimpsest.memory.likeness.Likeness;
import java.time.Duration;

/**
 * How memories are looked after.
 *
 * @param expiry        when they end by themselves
 * @param likeness      when two sentences are one
 * @param tick          how often what is due is looked for
 * @param looksPerTick  most memories looked at in one tick, so that a tick stays short
 * @param promotedAfter how often something is said within a session until it is a fact about the person; in two sessions, it is so
 *                      the second time
 */
public record UpkeepConfig(Expiry expiry, Likeness likeness, Duration tick, int looksPerTick, int promotedAfter) {

    public static final UpkeepConfig DEFAULT = new UpkeepConfig(Expiry.DEFAULT, Likeness.DEFAULT, Duration.ofSeconds(1),
            1_000, 3);

    public UpkeepConfig {
        if (tick.isNegative() || tick.isZero() || looksPerTick < 1 || promotedAfter < 2) {
            throw new IllegalArgumentException("every bound of the upkeep must be positive");
        }
    }

    /** The same with these ends. */
    public UpkeepConfig withExpiry(Expiry ends) {
        return new UpkeepConfig(ends, likeness, tick, looksPerTick, promotedAfter);
    }

    /** The same with this many looks. */
    public UpkeepConfig withLooksPerTick(int max) {
        return new UpkeepConfig(expiry, likeness, tick, max, promotedAfter);
    }
}
