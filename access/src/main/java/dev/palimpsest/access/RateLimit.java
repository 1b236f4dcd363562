package dev.palimpsest.access;

import dev.palimpsest.memory.TenantId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * How many requests a caller may make: a bucket of tokens each, by tenant and name, so that the successor of a rotated key goes on with
 * what the old one left. A bucket holds what ten seconds bring, at least one token. Holds {@value #CALLERS_MAX} buckets at most, those asked
 * last; who comes back after so many others begins with a full one. Safe for several threads.
 */
final class RateLimit {

    static final int CALLERS_MAX = 10_000;

    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final long perMinute;
    private final long refill;
    private final long burst;
    private final Map<Of, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Of, Bucket> eldest) {
            return size() > CALLERS_MAX;
        }
    };

    /** @param perMinute at least 1, at most a million */
    RateLimit(int perMinute) {
        this.perMinute = perMinute;
        this.refill = MINUTE / perMinute;
        this.burst = Math.max(1, perMinute / 6);
    }

    private record Of(TenantId tenant, String name) {}

    /**
     * Time in the place of tokens: each request moves the instant at which the bucket is full again by what it takes to refill one.
     *
     * @param fullAt nanoseconds of the clock
     */
    private record Bucket(long fullAt) {}

    /**
     * What a request was told.
     *
     * @param admitted  whether it may go on
     * @param remaining requests that may follow at once
     * @param reset     seconds until the bucket is full, rounded up
     * @param pause     seconds until the next may come where this one may not, rounded up; else 0
     */
    record Told(boolean admitted, long remaining, long reset, long pause) {}

    /**
     * Takes a token.
     *
     * @param now nanoseconds of a clock that never goes back
     */
    synchronized Told take(Caller caller, long now) {
        Of of = new Of(caller.tenant(), caller.name());
        Bucket before = buckets.get(of);
        long missing = before == null ? 0 : Math.max(0, before.fullAt() - now);
        long after = missing + refill;
        long most = burst * refill;
        if (after > most) {
            return new Told(false, 0, seconds(missing), seconds(after - most));
        }
        buckets.put(of, new Bucket(now + after));
        return new Told(true, (most - after) / refill, seconds(after), 0);
    }

    private static long seconds(long nanos) {
        return (nanos + SECOND - 1) / SECOND;
    }

    /** The header {@code RateLimit-Policy}. */
    String policy() {
        return "\"default\";q=" + perMinute + ";w=60";
    }

    /** The header {@code RateLimit}. */
    static String header(Told told) {
        return "\"default\";r=" + told.remaining() + ";t=" + told.reset();
    }
}
