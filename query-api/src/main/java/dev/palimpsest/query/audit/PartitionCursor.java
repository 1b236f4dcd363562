package dev.palimpsest.query.audit;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/** One partition, read record by record up to an end. For one thread. */
final class PartitionCursor implements AutoCloseable {

    private final KafkaConsumer<String, byte[]> consumer;
    private final TopicPartition partition;
    private final Duration timeout;
    private final long end;
    private final Deque<ConsumerRecord<String, byte[]>> fetched = new ArrayDeque<>();

    /**
     * @param consumer stands where the reading begins; closed with this
     * @param end      next offset
     * @param timeout  longest wait for a record that must come
     */
    PartitionCursor(KafkaConsumer<String, byte[]> consumer, TopicPartition partition, long end, Duration timeout) {
        this.consumer = consumer;
        this.partition = partition;
        this.end = end;
        this.timeout = timeout;
    }

    /** The next record, which stays the next one until it is taken; null at the end. */
    @Nullable
    ConsumerRecord<String, byte[]> peek() {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (fetched.isEmpty() && consumer.position(partition) < end) {
            consumer.poll(Duration.ofMillis(500)).records(partition).stream()
                    .filter(record -> record.offset() < end).forEach(fetched::add);
            if (fetched.isEmpty() && System.nanoTime() > deadline) {
                throw new TimeoutException("the brokers hand over nothing");
            }
        }
        return fetched.peek();
    }

    void take() {
        fetched.remove();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
