package dev.palimpsest.processor.checkpoint;

import dev.palimpsest.memory.proof.SignedCheckpoint;
import dev.palimpsest.schemas.RecordSerde;
import dev.palimpsest.schemas.Topic;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/** The topic of checkpoints; a partition of the log has its checkpoints in the partition of the same number. */
final class CheckpointTopic {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final long STEP_FIRST = 16;
    private static final long STEP_GROWTH = 4;

    private final RecordSerde<SignedCheckpoint> serde;

    CheckpointTopic(RecordSerde<SignedCheckpoint> serde) {
        this.serde = serde;
    }

    /**
     * A partition's last checkpoint. Steps back from the end, since markers of transactions take up offsets too.
     *
     * @param consumer of no group, read_committed
     */
    Optional<SignedCheckpoint> last(Consumer<String, byte[]> consumer, int number) {
        TopicPartition partition = new TopicPartition(Topic.CHECKPOINTS.title(), number);
        consumer.assign(Set.of(partition));
        long begin = consumer.beginningOffsets(Set.of(partition)).getOrDefault(partition, 0L);
        long end = consumer.endOffsets(Set.of(partition)).getOrDefault(partition, 0L);
        Optional<SignedCheckpoint> last = Optional.empty();
        long from = end;
        for (long step = STEP_FIRST; last.isEmpty() && from > begin; step *= STEP_GROWTH) {
            from = Math.max(begin, end - step);
            consumer.seek(partition, from);
            long deadline = System.nanoTime() + TIMEOUT.toNanos();
            while (consumer.position(partition) < end) {
                if (System.nanoTime() > deadline) {
                    throw new TimeoutException(
                            "the brokers do not hand over the last checkpoint of partition " + number);
                }
                for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                    last = Optional.of(serde.fromBytes(record.value()));
                }
            }
        }
        return last;
    }

    /**
     * Writes checkpoints and the group's place in one transaction. An instance that has lost its partitions meanwhile is
     * refused, so that no two sign the same.
     *
     * @throws RuntimeException where it is not known to be written: then read anew what is
     */
    void write(Producer<String, byte[]> producer, List<SignedCheckpoint> checkpoints, ConsumerGroupMetadata group) {
        Map<TopicPartition, OffsetAndMetadata> places = new HashMap<>();
        producer.beginTransaction();
        for (SignedCheckpoint checkpoint : checkpoints) {
            int partition = checkpoint.body().partition();
            var _ = producer.send(new ProducerRecord<>(Topic.CHECKPOINTS.title(), partition, null,
                    serde.toBytes(checkpoint)));
            places.put(new TopicPartition(Topic.MEMORY_LOG.title(), partition),
                    new OffsetAndMetadata(checkpoint.body().offset() + 1));
        }
        producer.sendOffsetsToTransaction(places, group);
        producer.commitTransaction();
    }
}
