package dev.palimpsest.query.barrier;

import dev.palimpsest.schemas.Topic;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** How far readers are and how far topics go. For one thread. */
public final class Places implements AutoCloseable {

    static final String STREAM_GROUP = "palimpsest-processor";
    static final String INDEXER_GROUP = "palimpsest-indexer";

    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final Duration POLL = Duration.ofMillis(20);

    private final Admin admin;
    private final KafkaConsumer<byte[], byte[]> consumer;

    public Places(String brokers) {
        admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, brokers));
        consumer = new KafkaConsumer<>(Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, brokers,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed", ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false, ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest",
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                false), new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    /** Next offset by partition, as the group has committed it. */
    Map<TopicPartition, Long> committed(String group) {
        try {
            Map<TopicPartition, Long> places = new HashMap<>();
            Map<TopicPartition, @Nullable OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata().get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
            committed.forEach((partition, place) -> {
                if (place != null) {
                    places.put(partition, place.offset());
                }
            });
            return places;
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the brokers do not tell the place of " + group, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking for the place of " + group, e);
        }
    }

    /**
     * Offset of the last committed record of each partition; a partition without records is left out. An end offset alone
     * would not do: the last offsets of a transactional topic are markers, which no reader's place counts.
     */
    Map<TopicPartition, Long> lastRecords(Topic topic) {
        List<TopicPartition> partitions = consumer.partitionsFor(topic.title()).stream()
                .map(info -> new TopicPartition(topic.title(), info.partition())).toList();
        Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        Map<TopicPartition, Long> last = new HashMap<>();
        for (long back = 4; !ends.isEmpty(); back *= 8) {
            last.putAll(lastWithin(back, begins, ends));
            long reach = back;
            Map<TopicPartition, Long> open = new HashMap<>(ends);
            open.entrySet().removeIf(end -> last.containsKey(end.getKey())
                    || end.getValue() - reach <= begins.getOrDefault(end.getKey(), 0L));
            ends = open;
        }
        return last;
    }

    private Map<TopicPartition, Long> lastWithin(long back, Map<TopicPartition, Long> begins,
            Map<TopicPartition, Long> ends) {
        Map<TopicPartition, Long> last = new HashMap<>();
        consumer.assign(ends.keySet());
        ends.forEach((partition, end) -> consumer.seek(partition,
                Math.max(begins.getOrDefault(partition, 0L), end - back)));
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                TopicPartition partition = new TopicPartition(record.topic(), record.partition());
                if (record.offset() < ends.getOrDefault(partition, 0L)) {
                    last.merge(partition, record.offset(), Math::max);
                }
            }
        }
        return last;
    }

    @Override
    public void close() {
        consumer.close();
        admin.close();
    }
}
