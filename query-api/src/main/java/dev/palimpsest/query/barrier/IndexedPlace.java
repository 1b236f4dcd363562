package dev.palimpsest.query.barrier;

import dev.palimpsest.index.IndexUnavailable;
import dev.palimpsest.schemas.Topic;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
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
    private final Runnable refresh;
    private final Thread looking;
    private Map<TopicPartition, Long> seen = Map.of();
    private @Nullable Target target;
    private volatile Map<Integer, Long> reached = Map.of();
    private volatile @Nullable Long coveredAt;

    /**
     * Where the log stood, and what the indexer must have read for the index to be there.
     *
     * @param log     next offset by partition
     * @param written where the heads ended, open transactions included: seen as far by readers, they hold all of the log's
     * @param heads   last offset by partition; null until they are
     * @param lookedAt before that, by the system's nanoseconds
     */
    private record Target(Map<Integer, Long> log, Map<TopicPartition, Long> written,
            @Nullable Map<TopicPartition, Long> heads, long lookedAt) {}

    /**
     * Begins to look.
     *
     * @param places  closed with this, and used by nobody else
     * @param refresh makes all that was written to the index visible
     */
    public IndexedPlace(Places places, Runnable refresh) {
        this.places = places;
        this.refresh = refresh;
        looking = Thread.ofPlatform().daemon().name("indexed-place").start(this::run);
    }

    /** Next offset of the log by partition; partitions without a record, and all before the first look, are missing. */
    public Map<Integer, Long> positions() {
        return reached;
    }

    /** Asked later, whether the indexer is past all that the log held when this was called: what it took in, and what the index refused. */
    public BooleanSupplier passing() {
        long now = System.nanoTime();
        return () -> {
            Long covered = coveredAt;
            return covered != null && covered - now >= 0;
        };
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
            long now = System.nanoTime();
            Map<TopicPartition, Long> ends = places.settledEnds(Topic.MEMORY_LOG);
            if (target == null && ends.equals(seen)) {
                coveredAt = now;
            } else if (target == null) {
                target = target(now);
                seen = ends;
            }
            if (target != null && target.heads() == null
                    && Look.isPast(places.settledEnds(Topic.MEMORY_CURRENT), before(target.written()))) {
                target = new Target(target.log(), target.written(), places.lastRecords(Topic.MEMORY_CURRENT),
                        target.lookedAt());
            }
            if (target != null && target.heads() != null
                    && Look.isPast(places.committed(Places.INDEXER_GROUP), target.heads())) {
                refresh.run(); // what is written is seen a refresh later
                reached = target.log();
                coveredAt = target.lookedAt();
                target = null;
            }
        } catch (KafkaException | IndexUnavailable e) {
            LOGGER.atDebug().setCause(e).log("where the index stands is not known for now");
        }
    }

    private Target target(long lookedAt) {
        Map<Integer, Long> log = new HashMap<>();
        places.lastRecords(Topic.MEMORY_LOG).forEach((partition, last) -> log.put(partition.partition(), last + 1));
        return new Target(Map.copyOf(log), places.ends(Topic.MEMORY_CURRENT), null, lookedAt);
    }

    private static Map<TopicPartition, Long> before(Map<TopicPartition, Long> ends) {
        Map<TopicPartition, Long> last = new HashMap<>(ends);
        last.replaceAll((_, end) -> end - 1);
        return last;
    }
}
