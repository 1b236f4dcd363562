package dev.palimpsest.query.barrier;

import dev.palimpsest.schemas.Topic;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** How far the index reaches into the log, look by look. One thread looks; what it found is safe for several. */
final class Reach {

    private final Places places;
    private final Runnable refresh;
    private Map<TopicPartition, Long> seen = Map.of();
    private @Nullable Target target;
    private Map<TopicPartition, Long> indexed = Map.of();
    private volatile Map<Integer, Long> reached = Map.of();
    private volatile @Nullable Long coveredAt;

    /**
     * Where the log stood, and what the indexer must have read for the index to be there.
     *
     * @param log      next offset by partition
     * @param written  where the heads ended, open transactions included: seen as far by readers, they hold all of the log's
     * @param heads    last offset by partition; null until they are
     * @param lookedAt before that, by the system's nanoseconds
     */
    private record Target(Map<Integer, Long> log, Map<TopicPartition, Long> written,
            @Nullable Map<TopicPartition, Long> heads, long lookedAt) {}

    /** @param refresh makes all that was written to the index visible */
    Reach(Places places, Runnable refresh) {
        this.places = places;
        this.refresh = refresh;
    }

    /** Next offset of the log by partition. */
    Map<Integer, Long> positions() {
        return reached;
    }

    /** Whether the index holds, or has refused, all that the log held at that time, by the system's nanoseconds. */
    boolean covers(long nanos) {
        Long covered = coveredAt;
        return covered != null && covered - nanos >= 0;
    }

    /** @param now by the system's nanoseconds */
    void look(long now) {
        Map<TopicPartition, Long> ends = places.settledEnds(Topic.MEMORY_LOG);
        boolean isBehind = !Look.isPast(places.committed(Places.INDEXER_GROUP), indexed);
        if (isBehind) { // an index that was lost is filled again from the beginning
            indexed = Map.of();
            reached = Map.of();
            seen = Map.of();
            target = null;
        }
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
            indexed = target.heads();
            reached = target.log();
            coveredAt = target.lookedAt();
            target = null;
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
