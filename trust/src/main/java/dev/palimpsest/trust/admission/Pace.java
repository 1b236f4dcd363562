package dev.palimpsest.trust.admission;

import dev.palimpsest.memory.SourceName;
import dev.palimpsest.memory.TenantId;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * Holds every sender to the rate the policy names: a flood slows its own sender and nobody else's. A burst of
 * {@link #BURST} at that rate passes at once, what comes faster waits, and what would wait longer than {@link #WAIT_MAX}
 * is turned away. Whose thread serves others too asks with {@link #take}, which never waits. (The generic cell rate algorithm, ITU-T I.371: one time for each source.) Safe for several threads.
 */
public final class Pace {

    /** How far a source may run ahead of its rate. */
    static final Duration BURST = Duration.ofSeconds(10);

    /** Longest wait of one record. */
    static final Duration WAIT_MAX = Duration.ofSeconds(5);

    /** Most sources remembered at once; a source whose burst is whole again needs no remembering. */
    private static final int SOURCES_MAX = 10_000;

    private static final long TOO_LONG = -1;

    private record Source(TenantId tenant, String name) {}

    private final SourcePolicy policy;
    private final LongSupplier clock;
    private final LongConsumer sleeper;
    private final ConcurrentHashMap<Source, Long> due = new ConcurrentHashMap<>();

    /** The pace of a policy, by the machine's clock. */
    public Pace(SourcePolicy policy) {
        this(policy, System::nanoTime, LockSupport::parkNanos);
    }

    /**
     * The pace by another clock.
     *
     * @param clock   nanoseconds from any origin
     * @param sleeper waits for so many nanoseconds, or less
     */
    public Pace(SourcePolicy policy, LongSupplier clock, LongConsumer sleeper) {
        this.policy = policy;
        this.clock = clock;
        this.sleeper = sleeper;
    }

    /**
     * Waits until the source may write one record more.
     *
     * @throws RejectedExecutionException where that is too long from now, saying what to do
     */
    void await(TenantId tenant, String name) {
        OptionalInt rate = policy.rate(tenant, name);
        if (rate.isEmpty()) {
            return;
        }
        long begun = clock.getAsLong();
        long wait = reserve(new Source(tenant, SourceName.sender(name)),
                Duration.ofSeconds(1).toNanos() / rate.getAsInt(), begun);
        if (wait == TOO_LONG) {
            throw new RejectedExecutionException("source " + name + " sends over its rate of " + rate.getAsInt()
                    + " records a second: send it again later");
        }
        for (long waited = 0; waited < wait; waited = clock.getAsLong() - begun) {
            sleeper.accept(wait - waited);
        }
    }

    /**
     * Lets records pass at once, all or none, without waiting. Those that pass may run ahead of the rate together: what comes
     * after them waits for it.
     *
     * @return zero where they may pass; else how long from now it is worth asking again
     */
    public Duration take(TenantId tenant, String name, int records) {
        OptionalInt rate = policy.rate(tenant, name);
        if (rate.isEmpty()) {
            return Duration.ZERO;
        }
        long now = clock.getAsLong();
        long cost = Duration.ofSeconds(1).toNanos() / rate.getAsInt() * records;
        forgetTheWhole(now);
        long[] wait = {0};
        due.compute(new Source(tenant, SourceName.sender(name)), (_, time) -> {
            long from = time == null || time - now < 0 ? now : time;
            wait[0] = Math.max(from - now - BURST.toNanos(), 0);
            return wait[0] > 0 ? time : Long.valueOf(from + cost);
        });
        return Duration.ofNanos(wait[0]);
    }

    private void forgetTheWhole(long now) {
        if (due.size() >= SOURCES_MAX) {
            due.values().removeIf(time -> time - now <= 0);
        }
    }

    /** How long the record must wait; {@link #TOO_LONG} where nothing is reserved for it. */
    private long reserve(Source source, long interval, long now) {
        forgetTheWhole(now);
        long[] wait = {TOO_LONG};
        due.compute(source, (_, time) -> {
            long next = (time == null || time - now < 0 ? now : time) + interval;
            long ahead = next - now - BURST.toNanos();
            if (ahead > WAIT_MAX.toNanos()) {
                return time;
            }
            wait[0] = Math.max(ahead, 0);
            return next;
        });
        return wait[0];
    }
}
