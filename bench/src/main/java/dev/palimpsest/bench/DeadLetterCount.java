package dev.palimpsest.bench;

import dev.palimpsest.schemas.RecordSerde;
import dev.palimpsest.schemas.Topic;
import dev.palimpsest.schemas.avro.DeadLetter;
import dev.palimpsest.schemas.codec.Codecs;
import dev.palimpsest.schemas.registry.HttpSchemaRegistry;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** How many records were set aside, by tenant and reason. */
final class DeadLetterCount {

    private DeadLetterCount() {}

    /** Letters that name no tenant are under the empty name. */
    static Map<String, Map<String, Long>> byTenant(String brokers, URI registry) {
        RecordSerde<DeadLetter> letters = new RecordSerde<>(Codecs.DEAD_LETTER, new HttpSchemaRegistry(registry),
                Topic.DEAD_LETTER.title());
        Map<String, Map<String, Long>> counts = new HashMap<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", brokers, "isolation.level", "read_committed"), new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topic.DEAD_LETTER.title()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition())).toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
                    DeadLetter letter = letters.fromBytes(record.value());
                    if (letter.getResolution() != null) {
                        continue; // tells what became of another
                    }
                    String tenant = letter.getTenant() == null ? "" : letter.getTenant();
                    counts.computeIfAbsent(tenant, _ -> new TreeMap<>())
                            .merge(letter.getStage() + ": " + letter.getReason(), 1L, Long::sum);
                }
            }
        }
        return counts;
    }
}
