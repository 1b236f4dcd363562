package dev.palimpsest.node;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/**
 * Ties a child JVM to the process that started it. The parent holds the other end of standard input and never writes to
 * it; the kernel closes it when the parent dies, however it dies, so not even {@code kill -9} of the parent leaves a
 * child behind. Signals cannot promise that.
 */
final class Leash {

    /** How long the orderly close may take before the JVM is halted. The parent's own stop must outlast this. */
    static final Duration CLOSE_MAX = Duration.ofSeconds(5);

    private Leash() {}

    /**
     * Starts the daemon thread that waits for the end of {@code parent}, then runs {@code close} and halts the JVM: with
     * status 0 when {@code close} returned within {@link #CLOSE_MAX}, else 1.
     *
     * @param parent the stream whose end means that the parent is gone or asks; in production {@code System.in}
     * @param close the orderly close; may throw, the JVM is halted anyway
     */
    static void holdTo(InputStream parent, AutoCloseable close) {
        Thread holding = Thread.ofPlatform().name("leash").daemon().start(() -> {
            awaitEnd(parent);
            Runtime.getRuntime().halt(closeWithin(CLOSE_MAX, close) ? 0 : 1);
        });
        beforeSignalsEndTheJvm(() -> joinFor(CLOSE_MAX, holding));
    }

    /** As {@link #holdTo(InputStream, AutoCloseable)} for a program that closes itself in a shutdown hook. */
    static void holdTo(InputStream parent) {
        CountDownLatch released = new CountDownLatch(1);
        Thread.ofPlatform().name("leash").daemon().start(() -> {
            awaitEnd(parent);
            released.countDown();
            System.exit(0);
        });
        beforeSignalsEndTheJvm(() -> {
            Thread.ofPlatform().name("leash-bound").daemon().start(() -> {
                closeWithin(CLOSE_MAX, new CountDownLatch(1)::await);
                Runtime.getRuntime().halt(1);
            });
            closeWithin(CLOSE_MAX, released::await);
        });
    }

    /**
     * Ctrl-C reaches the whole process group. A child that obeyed it at once would leave while the parent's services still
     * write to it, so it waits for the parent to let go, within a bound.
     */
    private static void beforeSignalsEndTheJvm(Runnable wait) {
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("leash-hook").unstarted(wait));
    }

    /** Returns when {@code parent} ends or breaks; whatever is written to it is ignored. */
    static void awaitEnd(InputStream parent) {
        try {
            while (parent.read() >= 0) {
                // Only the end of the stream has a meaning.
            }
        } catch (IOException broken) {
            // A broken pipe ends the leash just as its end does.
        }
    }

    /** Returns whether {@code close} came back, with or without an exception, within {@code limit}. */
    static boolean closeWithin(Duration limit, AutoCloseable close) {
        return joinFor(limit, Thread.ofPlatform().name("leash-close").daemon().start(() -> {
            try {
                close.close();
            } catch (Exception e) {
                System.err.println("closing failed: " + e);
            }
        }));
    }

    private static boolean joinFor(Duration limit, Thread thread) {
        try {
            return thread.join(limit);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
