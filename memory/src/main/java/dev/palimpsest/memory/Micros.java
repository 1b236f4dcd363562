package dev.palimpsest.memory;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The resolution of every time in the log: microseconds, so that a time read back equals the time written. */
public final class Micros {

    private Micros() {}

    /** The instant, cut down to whole microseconds. */
    public static Instant of(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MICROS);
    }
}
