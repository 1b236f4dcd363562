package dev.palimpsest.query.barrier;

import dev.palimpsest.schemas.ObservationLog.Written;
import dev.palimpsest.schemas.Topic;
import java.util.EnumMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * One look at the committed places. What one waiter needed to know all others of the same look share. Places are asked
 * for before ends, so nothing counts as done that was only begun.
 *
 * <p>A group's place may show before the markers of the transaction that moved it: then readers do not see yet what the
 * transaction wrote. So an end is first taken as it is written, and counts once readers see as far.
 */
final class Look {

    private final Places places;
    private final Map<TopicPartition, Long> stream;
    private final Map<Topic, Map<TopicPartition, Long>> ends = new EnumMap<>(Topic.class);
    private final Map<Topic, Map<TopicPartition, Long>> settled = new EnumMap<>(Topic.class);
    private final Map<Topic, Map<TopicPartition, Long>> last = new EnumMap<>(Topic.class);
    private @Nullable Map<TopicPartition, Long> indexer;

    Look(Places places) {
        this.places = places;
        this.stream = places.committed(Places.STREAM_GROUP);
    }

    boolean hasExtracted(Written write) {
        return stream.getOrDefault(new TopicPartition(Topic.OBSERVATIONS.title(), write.partition()), 0L) > write
                .offset();
    }

    boolean hasDecided(Map<TopicPartition, Long> lastClaims) {
        return isPast(stream, lastClaims);
    }

    boolean hasIndexed(Map<TopicPartition, Long> lastHeads) {
        if (indexer == null) {
            indexer = places.committed(Places.INDEXER_GROUP);
        }
        return isPast(indexer, lastHeads);
    }

    /** How far the topic is written, open transactions included. */
    Map<TopicPartition, Long> ends(Topic topic) {
        return ends.computeIfAbsent(topic, places::ends);
    }

    /** Whether no transaction that wrote before these ends is open. */
    boolean isSettled(Topic topic, Map<TopicPartition, Long> before) {
        Map<TopicPartition, Long> seen = settled.computeIfAbsent(topic, places::settledEnds);
        return before.entrySet().stream().allMatch(end -> seen.getOrDefault(end.getKey(), 0L) >= end.getValue());
    }

    Map<TopicPartition, Long> lastRecords(Topic topic) {
        return last.computeIfAbsent(topic, places::lastRecords);
    }

    static boolean isPast(Map<TopicPartition, Long> committed, Map<TopicPartition, Long> last) {
        return last.entrySet().stream()
                .allMatch(record -> committed.getOrDefault(record.getKey(), 0L) > record.getValue());
    }
}
