package dev.palimpsest.access;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How long an answer to a wrong credential is held back, so that keys cannot be tried out: not at all for the first few from an address,
 * then twice as long each time. What was tried is forgotten after a quiet minute. Holds 10,000 addresses at most, the latest. Safe for several
 * threads.
 */
final class GuessDelay {

    static final int FREE = 5;
    static final Duration LONGEST = Duration.ofSeconds(3);
    static final Duration QUIET = Duration.ofMinutes(1);

    private static final Duration FIRST = Duration.ofMillis(100);
    private static final int ADDRESSES_MAX = 10_000;

    private record Tries(int count, Instant last) {}

    private final Map<String, Tries> tries = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Tries> eldest) {
            return size() > ADDRESSES_MAX;
        }
    };

    /** Counts a wrong credential and says how long to hold the answer back. */
    synchronized Duration after(String address, Instant now) {
        Tries before = tries.get(address);
        int count = before == null || before.last().plus(QUIET).isBefore(now) ? 1 : before.count() + 1;
        tries.put(address, new Tries(count, now));
        if (count <= FREE) {
            return Duration.ZERO;
        }
        Duration wait = FIRST.multipliedBy(1L << Math.min(10, count - FREE - 1));
        return wait.compareTo(LONGEST) < 0 ? wait : LONGEST;
    }
}
