package dev.palimpsest.processor.index;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * How far an index has been written. Each committed place carries the identity of the index it was reached in; a place in
 * another index counts for nothing, so a new index is filled from the first record by however many instances share the
 * work.
 */
final class IndexPlace implements ConsumerRebalanceListener {

    private final Consumer<String, byte[]> consumer;
    private String index = "";

    IndexPlace(Consumer<String, byte[]> consumer) {
        this.consumer = consumer;
    }

    /** Whether this is the index that is being written. */
    boolean isIn(String identity) {
        return index.equals(identity);
    }

    /** From now on this index is written, from where it was left. */
    void begin(String identity) {
        index = identity;
        resume(consumer.assignment());
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        resume(Set.copyOf(partitions));
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        // what is not committed is read again by whoever has the partition next
    }

    /** All of these are in the index. */
    void commit(ConsumerRecords<String, byte[]> records) {
        Map<TopicPartition, OffsetAndMetadata> places = new HashMap<>();
        records.nextOffsets().forEach((partition, next) -> places.put(partition,
                new OffsetAndMetadata(next.offset(), next.leaderEpoch(), index)));
        consumer.commitSync(places);
    }

    /** None of these are. */
    void rewind(ConsumerRecords<String, byte[]> records) {
        records.partitions().forEach(
                partition -> consumer.seek(partition, records.records(partition).getFirst().offset()));
    }

    /** Waits while staying a member of the group. */
    void rest(Duration pause) {
        consumer.pause(consumer.assignment());
        ConsumerRecords<String, byte[]> records = consumer.poll(pause);
        rewind(records);
        consumer.resume(consumer.assignment());
    }

    private void resume(Set<TopicPartition> partitions) {
        if (index.isEmpty() || partitions.isEmpty()) {
            return;
        }
        consumer.committed(partitions).forEach((partition, committed) -> {
            if (committed != null && committed.metadata().equals(index)) {
                consumer.seek(partition, committed.offset());
            } else {
                consumer.seekToBeginning(Set.of(partition));
            }
        });
    }
}
