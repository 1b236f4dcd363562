package dev.palimpsest.processor.checkpoint;

import dev.palimpsest.peers.Brokers;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The connections to the brokers that signing needs. */
record CheckpointClients(Brokers brokers) {

    private static final int TIMEOUT_MS = 10_000;

    /** Of the log, in the group. */
    Consumer<String, byte[]> log() {
        return consumer(Map.of(ConsumerConfig.GROUP_ID_CONFIG, Checkpointer.GROUP,
                ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, TIMEOUT_MS));
    }

    /** Of what was published, in no group. */
    Consumer<String, byte[]> published() {
        return consumer(Map.of());
    }

    private Consumer<String, byte[]> consumer(Map<String, Object> more) {
        Map<String, Object> settings = new HashMap<>(brokers.client(Map.of(ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed", ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest", ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                false, ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 2 * TIMEOUT_MS)));
        settings.putAll(more);
        return new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
    }

    /** With transactions, under a name of its own: what fences instances is the group they read in. */
    Producer<String, byte[]> producer() {
        return new KafkaProducer<>(brokers.client(Map.of(ProducerConfig.ACKS_CONFIG,
                "all", ProducerConfig.TRANSACTIONAL_ID_CONFIG, Checkpointer.GROUP + "-" + UUID.randomUUID(),
                ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TIMEOUT_MS, ProducerConfig.MAX_BLOCK_MS_CONFIG, TIMEOUT_MS)),
                new StringSerializer(), new ByteArraySerializer());
    }
}
