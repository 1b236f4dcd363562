package dev.palimpsest.processor.topology;

import java.time.Duration;

/**
 * The time in which sightings of one thing are being folded. What goes on repeating is told rarely: the first window
 * is followed by the longest ones. After one in which nothing came it is quiet for the longest time: what comes then is told at once.
 *
 * <p>Stored as when it closes, in milliseconds since the epoch, its length in milliseconds, and {@code open} or
 * {@code quiet}, with a space between.
 */
record SightingWindow(long closesAt, long millis, boolean isQuiet) {

    private static final String OPEN = "open";
    private static final String QUIET = "quiet";

    static SightingWindow first(long now, Duration length) {
        return new SightingWindow(now + length.toMillis(), length.toMillis(), false);
    }

    /** The window after this one. */
    SightingWindow next(long now, Duration longest) {
        long longer = Math.max(longest.toMillis(), millis);
        return new SightingWindow(now + longer, longer, false);
    }

    /** What follows where nothing came in this one. */
    SightingWindow quiet(long now, Duration longest) {
        return new SightingWindow(now + longest.toMillis(), millis, true);
    }

    boolean isOver(long now) {
        return closesAt <= now;
    }

    String toText() {
        return closesAt + " " + millis + " " + (isQuiet ? QUIET : OPEN);
    }

    static SightingWindow parse(String text) {
        String[] parts = text.split(" ", 3);
        return new SightingWindow(Long.parseLong(parts[0]), Long.parseLong(parts[1]), parts[2].equals(QUIET));
    }
}
