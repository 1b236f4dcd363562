package dev.palimpsest.query.barrier;

import dev.palimpsest.index.IndexUnavailable;
import java.time.Duration;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far into the log answers from the index reach for certain: looked at every second or so, beside the answers. Safe for
 * several threads.
 */
public final class IndexedPlace implements AutoCloseable {

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);
    private static final Logger LOGGER = LoggerFactory.getLogger(IndexedPlace.class);

    private final Places places;
    private final Reach reach;
    private final Thread looking;

    /**
     * Begins to look.
     *
     * @param places  closed with this, and used by nobody else
     * @param refresh makes all that was written to the index visible
     */
    public IndexedPlace(Places places, Runnable refresh) {
        this.places = places;
        reach = new Reach(places, refresh);
        looking = Thread.ofPlatform().daemon().name("indexed-place").start(this::run);
    }

    /** Next offset of the log by partition; partitions without a record, and all before the first look, are missing. */
    public Map<Integer, Long> positions() {
        return reach.positions();
    }

    /** Asked later, whether the indexer is past all that the log held when this was called: what it took in, and what the index refused. */
    public BooleanSupplier passing() {
        long now = System.nanoTime();
        return () -> reach.covers(now);
    }

    @Override
    public void close() {
        looking.interrupt();
        try {
            looking.join(BETWEEN_LOOKS.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try (places) {
            while (!Thread.interrupted()) {
                look();
                Thread.sleep(BETWEEN_LOOKS);
            }
        } catch (InterruptedException e) {
            LOGGER.atDebug().log("told to stop");
        }
    }

    private void look() {
        try {
            reach.look(System.nanoTime());
        } catch (KafkaException | IndexUnavailable e) {
            LOGGER.atDebug().setCause(e).log("where the index stands is not known for now");
        }
    }
}
