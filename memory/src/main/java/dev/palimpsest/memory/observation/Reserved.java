package dev.palimpsest.memory.observation;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Names among a turn's labels and an order's changes that mean something to memory itself and are no labels of a caller's.
 * In an order's changes every other name is an attribute's: a value sets it, an empty one takes it away.
 */
public final class Reserved {

    /** What all of them begin with. */
    public static final String PREFIX = "palimpsest.";

    /** Until when it holds, ISO 8601; empty in a change for no end. */
    public static final String UNTIL = PREFIX + "until";

    /** From when it holds, ISO 8601; in changes only. */
    public static final String SINCE = PREFIX + "since";

    /** Of turns: the same words of the same people under the same labels are one memory, not one for each time. */
    public static final String ONCE = PREFIX + "once";

    /** Of turns: categories, parted by {@link #BETWEEN}. */
    public static final String CATEGORIES = PREFIX + "categories";

    public static final String BETWEEN = "\n";

    private static final Set<String> ALL = Set.of(UNTIL, SINCE, ONCE, CATEGORIES);

    private Reserved() {}

    /** Whether this is one of them. */
    public static boolean is(String name) {
        return ALL.contains(name);
    }

    /** The instant of a value; empty where it is none. */
    public static Optional<Instant> instant(String value) {
        try {
            return Optional.of(Instant.parse(value));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }
}
