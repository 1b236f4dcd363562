package dev.palimpsest.query.barrier;

import dev.palimpsest.schemas.ObservationLog.Written;
import dev.palimpsest.schemas.Topic;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * One look at the committed places. What one waiter needed to know all others of the same look share. Places are asked
 * for before ends, so nothing counts as done that was only begun.
 */
final class Look {

    private final Places places;
    private final Map<TopicPartition, Long> stream;
    private @Nullable Map<TopicPartition, Long> indexer;
    private @Nullable Map<TopicPartition, Long> claims;
    private @Nullable Map<TopicPartition, Long> heads;

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
        indexer = known(indexer, () -> places.committed(Places.INDEXER_GROUP));
        return isPast(indexer, lastHeads);
    }

    Map<TopicPartition, Long> lastClaims() {
        claims = known(claims, () -> places.lastRecords(Topic.CLAIMS));
        return claims;
    }

    Map<TopicPartition, Long> lastHeads() {
        heads = known(heads, () -> places.lastRecords(Topic.MEMORY_CURRENT));
        return heads;
    }

    private static boolean isPast(Map<TopicPartition, Long> committed, Map<TopicPartition, Long> last) {
        return last.entrySet().stream()
                .allMatch(record -> committed.getOrDefault(record.getKey(), 0L) > record.getValue());
    }

    private static Map<TopicPartition, Long> known(@Nullable Map<TopicPartition, Long> known,
            Supplier<Map<TopicPartition, Long>> ask) {
        return known == null ? ask.get() : known;
    }
}
