package dev.palimpsest.local.system;

import dev.palimpsest.memory.TenantId;
import dev.palimpsest.memory.observation.Observation;
import dev.palimpsest.memory.observation.Payload;
import dev.palimpsest.schemas.RecordSerde;
import dev.palimpsest.schemas.Topic;
import dev.palimpsest.schemas.codec.Codecs;
import dev.palimpsest.schemas.registry.HttpSchemaRegistry;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The events of one tenant in the log of observations, read from its beginning each time. For one thread. */
final class Observations {

    private static final int EMPTY_POLLS = 3;

    private final String brokers;
    private final RecordSerde<Observation> serde;
    private final TenantId tenant;

    Observations(String brokers, URI registry, TenantId tenant) {
        this.brokers = brokers;
        this.serde = new RecordSerde<>(Codecs.OBSERVATION, new HttpSchemaRegistry(registry),
                Topic.OBSERVATIONS.title());
        this.tenant = tenant;
    }

    /** Whether an event of a source has a field with this value. */
    boolean has(String source, String field, String value) {
        return all().stream().anyMatch(observation -> observation.source().equals(source)
                && observation.payload() instanceof Payload.Event event && event.has(field, value));
    }

    private List<Observation> all() {
        List<Observation> found = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", brokers, "enable.auto.commit", false, "auto.offset.reset", "earliest"),
                new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(consumer.partitionsFor(Topic.OBSERVATIONS.title()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition())).toList());
            consumer.seekToBeginning(consumer.assignment());
            for (int empty = 0; empty < EMPTY_POLLS;) {
                int before = found.size();
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(300))) {
                    found.add(serde.fromBytes(record.value()));
                }
                empty = found.size() == before ? empty + 1 : 0;
            }
        }
        found.removeIf(observation -> !observation.tenant().equals(tenant));
        return found;
    }
}
