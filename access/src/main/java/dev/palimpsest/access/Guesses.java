package dev.palimpsest.access;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Semaphore;

/**
 * Holds back answers to wrong credentials, longer the more of them come from one address: see {@link GuessDelay}. Safe for several
 * threads; each answer held back holds its own.
 */
public final class Guesses {

    /** Answers held back at once; a wrong credential beyond is refused at once and told to come later. */
    private static final int HELD_MAX = 500;

    /** How an answer is held back. */
    @FunctionalInterface
    interface Waiting {
        void forThis(Duration wait) throws InterruptedException;
    }

    private final GuessDelay delay = new GuessDelay();
    private final Semaphore held = new Semaphore(HELD_MAX);
    private final InstantSource clock;
    private final Waiting waiting;

    public Guesses() {
        this(InstantSource.system(), Thread::sleep);
    }

    Guesses(InstantSource clock, Waiting waiting) {
        this.clock = clock;
        this.waiting = waiting;
    }

    /**
     * Counts a wrong credential from an address and returns when it may be answered.
     *
     * @return false where so many are held back that this one was not: it is to be told to come later
     */
    public boolean holdBack(String address) {
        Duration wait = delay.after(address, clock.instant());
        if (wait.isZero()) {
            return true;
        }
        if (!held.tryAcquire()) {
            return false;
        }
        try {
            waiting.forThis(wait);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            held.release();
        }
        return true;
    }
}
