package dev.palimpsest.query.barrier;

import dev.palimpsest.schemas.Topic;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
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
    private final Thread looking;
    private Map<TopicPartition, Long> seen = Map.of();
    private @Nullable Target target;
    private volatile Map<Integer, Long> reached = Map.of();

    /**
     * Where the log stood, and what the indexer must have read for the index to be there.
     *
     * @param log   next offset by partition
     * @param heads last offset by partition
     */
    private record Target(Map<Integer, Long> log, Map<TopicPartition, Long> heads) {}

    /** @param places closed with this, and used by nobody else */
    public IndexedPlace(Places places) {
        this.places = places;
        looking = Thread.ofPlatform().daemon().name("indexed-place").start(this::run);
    }

    /** Next offset of the log by partition; partitions without a record, and all before the first look, are missing. */
    public Map<Integer, Long> positions() {
        return reached;
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
            Map<TopicPartition, Long> ends = places.settledEnds(Topic.MEMORY_LOG);
            if (target == null && !ends.equals(seen)) {
                seen = ends;
                target = target(); // the log first: the heads of what it holds by then are in what is looked at next
            }
            if (target != null && Look.isPast(places.committed(Places.INDEXER_GROUP), target.heads())) {
                reached = target.log();
                target = null;
            }
        } catch (KafkaException e) {
            LOGGER.atDebug().setCause(e).log("where the index stands is not known for now");
        }
    }

    private Target target() {
        Map<Integer, Long> log = new HashMap<>();
        places.lastRecords(Topic.MEMORY_LOG).forEach((partition, last) -> log.put(partition.partition(), last + 1));
        return new Target(Map.copyOf(log), places.lastRecords(Topic.MEMORY_CURRENT));
    }
}
