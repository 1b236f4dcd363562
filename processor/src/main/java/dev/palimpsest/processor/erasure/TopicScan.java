package dev.palimpsest.processor.erasure;

import dev.palimpsest.peers.Brokers;
import dev.palimpsest.schemas.Topic;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads topics whole, as far as they are committed. */
final class TopicScan {

    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration SILENCE = Duration.ofSeconds(20);

    private final Brokers brokers;

    TopicScan(Brokers brokers) {
        this.brokers = brokers;
    }

    /** @throws TimeoutException where the brokers hand over nothing for 20 s */
    void read(Topic topic, Consumer<ConsumerRecord<String, byte[]>> each) {
        try (KafkaConsumer<String, byte[]> consumer = open()) {
            Map<TopicPartition, Long> ends = fromFirst(consumer, topic);
            long deadline = System.nanoTime() + SILENCE.toNanos();
            while (!isThrough(consumer, ends)) {
                ConsumerRecords<String, byte[]> records = consumer.poll(POLL);
                if (!records.isEmpty()) {
                    deadline = System.nanoTime() + SILENCE.toNanos();
                } else if (System.nanoTime() > deadline) {
                    throw new TimeoutException("the brokers hand over nothing of " + topic.title());
                }
                records.forEach(each);
            }
        }
    }

    /** From the first record on, with where each partition ends now. */
    static Map<TopicPartition, Long> fromFirst(KafkaConsumer<String, byte[]> consumer, Topic topic) {
        List<TopicPartition> partitions = consumer.partitionsFor(topic.title()).stream()
                .map(info -> new TopicPartition(topic.title(), info.partition())).toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return consumer.endOffsets(partitions);
    }

    static boolean isThrough(KafkaConsumer<String, byte[]> consumer, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    KafkaConsumer<String, byte[]> open() {
        return new KafkaConsumer<>(brokers.client(Map.of(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false, ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest",
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false, ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 2_000)),
                new StringDeserializer(), new ByteArrayDeserializer());
    }
}
