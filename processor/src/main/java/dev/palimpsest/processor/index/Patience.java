package dev.palimpsest.processor.index;

import java.time.Duration;

/** How long to wait before trying again: twice as long each time, up to a bound. */
final class Patience {

    private static final Duration FIRST = Duration.ofMillis(250);
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private Duration pause = FIRST;

    Duration next() {
        Duration now = pause;
        Duration longer = pause.multipliedBy(2);
        pause = longer.compareTo(LONGEST) > 0 ? LONGEST : longer;
        return now;
    }
}
