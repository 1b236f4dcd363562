package dev.palimpsest.local.stack;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A limit on waiting. Not safe for threads that share it to expect separate limits. */
final class Bound {

    private static final Duration PAUSE = Duration.ofMillis(50);

    private final long endNanos;

    private Bound(long endNanos) {
        this.endNanos = endNanos;
    }

    static Bound of(Duration limit) {
        return new Bound(System.nanoTime() + limit.toNanos());
    }

    boolean isOver() {
        return leftNanos() <= 0;
    }

    /** Returns what is left, never negative. */
    Duration left() {
        return Duration.ofNanos(Math.max(0, leftNanos()));
    }

    /** @throws StackException if the thread is interrupted, which means that the stack is being stopped */
    void pause() {
        try {
            TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("interrupted while waiting", e);
        }
    }

    private long leftNanos() {
        return endNanos - System.nanoTime();
    }
}
