package dev.palimpsest.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.palimpsest.access.Door;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The least anybody must do with events on Kafka: read them and parse them as JSON, on one thread. */
record BareLoop(String brokers) {

    private static final String TOPIC = "bench-bare";

    double eventsPerSecond(int events) {
        TopicPartition partition = new TopicPartition(TOPIC, 0);
        produce(events);
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", brokers, "max.poll.records", 5_000), new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long started = System.nanoTime();
            int parsed = 0;
            while (parsed < events) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
                    parsed += parse(record.value());
                }
            }
            return events / ((System.nanoTime() - started) / 1e9);
        }
    }

    private static int parse(byte[] value) {
        try {
            return Door.JSON.readTree(new String(value, StandardCharsets.UTF_8)).isObject() ? 1 : 0;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("made-up events are JSON", e);
        }
    }

    private void produce(int events) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", brokers));
                KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                        Map.of("bootstrap.servers", brokers, "linger.ms", 20), new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            admin.createTopics(List.of(new NewTopic(TOPIC, Optional.of(1), Optional.empty()))).all().get();
            for (int i = 0; i < events; i++) {
                var _ = producer.send(
                        new ProducerRecord<>(TOPIC, Connections.line(i).getBytes(StandardCharsets.UTF_8)));
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("cannot make the topic of the bare loop", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
