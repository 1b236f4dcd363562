package dev.palimpsest.query.barrier;

import dev.palimpsest.schemas.ObservationLog.Written;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells when what was written can be searched, by following committed places: the stream has read the observation, then
 * every claim there was by then, and the indexer has written every head there was by then. One thread serves all waiters
 * and asks the brokers only while somebody waits, once for all of them.
 */
public final class WriteBarrier implements AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(WriteBarrier.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);
    private static final int WAITERS_MAX = 10_000;

    private final Places places;
    private final Runnable refresh;
    private final LinkedBlockingQueue<Waiter> arriving = new LinkedBlockingQueue<>(WAITERS_MAX);
    private volatile boolean stopping;

    /** @param refresh makes what the indexer has written visible to searches */
    public WriteBarrier(Places places, Runnable refresh) {
        this.places = places;
        this.refresh = refresh;
    }

    /** Begins on a thread of its own. */
    public void start() {
        Thread.ofPlatform().name("write-barrier").daemon().start(this::run);
    }

    /**
     * Done with true once all of these can be searched, with false when that takes too long: the writes are safe all the
     * same.
     */
    public CompletableFuture<Boolean> searchable(List<Written> writes, Duration timeout) {
        Waiter waiter = new Waiter(writes);
        if (!arriving.offer(waiter)) {
            return CompletableFuture.completedFuture(false);
        }
        return waiter.done().completeOnTimeout(false, timeout.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        stopping = true;
    }

    private void run() {
        List<Waiter> waiting = new ArrayList<>();
        try (places) {
            while (!stopping) {
                Waiter first = arriving.poll(waiting.isEmpty() ? 500 : BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS);
                if (first != null) {
                    waiting.add(first);
                }
                arriving.drainTo(waiting);
                waiting.removeIf(waiter -> waiter.done().isDone());
                if (!waiting.isEmpty()) {
                    look(waiting);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look(List<Waiter> waiting) {
        try {
            Look look = new Look(places);
            waiting.forEach(waiter -> waiter.advance(look));
            List<Waiter> arrived = waiting.stream().filter(Waiter::isThrough).toList();
            if (!arrived.isEmpty()) {
                refresh.run();
                arrived.forEach(waiter -> waiter.done().complete(true));
            }
        } catch (RuntimeException e) {
            LOGGER.atWarn().addKeyValue("reason", e.getMessage()).log("cannot tell yet what is searchable");
        }
    }
}
