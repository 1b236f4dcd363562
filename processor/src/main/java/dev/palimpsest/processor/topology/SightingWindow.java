package dev.palimpsest.processor.topology;

import java.time.Duration;

/**
 * The time in which sightings of one thing are being folded. What goes on repeating is told ever more rarely: each window
 * in which something came is followed by one twice as long, up to a bound.
 *
 * <p>Stored as when it closes, in milliseconds since the epoch, a space, and its length in milliseconds.
 */
record SightingWindow(long closesAt, long millis) {

    static SightingWindow first(long now, Duration length) {
        return new SightingWindow(now + length.toMillis(), length.toMillis());
    }

    /** The window after this one. */
    SightingWindow next(long now, Duration longest) {
        long longer = Math.min(Math.max(longest.toMillis(), millis), millis * 2);
        return new SightingWindow(now + longer, longer);
    }

    boolean isOver(long now) {
        return closesAt <= now;
    }

    String toText() {
        return closesAt + " " + millis;
    }

    static SightingWindow parse(String text) {
        int space = text.indexOf(' ');
        return new SightingWindow(Long.parseLong(text.substring(0, space)), Long.parseLong(text.substring(space + 1)));
    }
}
