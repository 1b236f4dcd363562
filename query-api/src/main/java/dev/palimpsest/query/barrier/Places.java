package dev.palimpsest.query.barrier;

import dev.palimpsest.peers.Brokers;
import dev.palimpsest.schemas.Topic;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * How far readers are and how far topics go. For one thread. Every method throws {@link org.apache.kafka.common.KafkaException} where
 * that cannot be told within seconds.
 */
public interface Places extends AutoCloseable {

    String STREAM_GROUP = "palimpsest-processor";
    String INDEXER_GROUP = "palimpsest-indexer";

    /** As these brokers tell them. */
    static Places on(Brokers brokers) {
        return new KafkaPlaces(brokers);
    }

    /** Next offset by partition, as the group has committed it. */
    Map<TopicPartition, Long> committed(String group);

    /** End of each partition as it is written, open transactions included. */
    Map<TopicPartition, Long> ends(Topic topic);

    /** End of each partition as readers of committed records see it. */
    Map<TopicPartition, Long> settledEnds(Topic topic);

    /**
     * Offset of the last committed record of each partition; a partition without records is left out. An end offset alone
     * would not do: the last offsets of a transactional topic are markers, which no reader's place counts.
     */
    Map<TopicPartition, Long> lastRecords(Topic topic);

    /** Whether every reader has read all that is committed, up to where each topic ended when asked. */
    default boolean areReached() {
        Map<TopicPartition, Long> heads = lastRecords(Topic.MEMORY_CURRENT);
        Map<TopicPartition, Long> claims = lastRecords(Topic.CLAIMS);
        Map<TopicPartition, Long> observations = lastRecords(Topic.OBSERVATIONS);
        Map<TopicPartition, Long> stream = committed(STREAM_GROUP);
        return Look.isPast(stream, observations) && Look.isPast(stream, claims)
                && Look.isPast(committed(INDEXER_GROUP), heads);
    }

    @Override
    void close();
}
