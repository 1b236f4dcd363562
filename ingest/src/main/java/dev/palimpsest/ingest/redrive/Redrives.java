package dev.palimpsest.ingest.redrive;

import dev.palimpsest.peers.Brokers;
import dev.palimpsest.ingest.feed.FeedConfig;
import dev.palimpsest.ingest.raw.DeadLetterLog;
import dev.palimpsest.ingest.raw.SealedLetters;
import dev.palimpsest.memory.observation.Observation;
import dev.palimpsest.ingest.raw.RawText;
import dev.palimpsest.schemas.ConfluentAvro;
import dev.palimpsest.schemas.ObservationLog;
import dev.palimpsest.schemas.RecordSerde;
import dev.palimpsest.schemas.Topic;
import dev.palimpsest.schemas.avro.DeadLetter;
import dev.palimpsest.schemas.codec.Codecs;
import dev.palimpsest.schemas.registry.SchemaRegistry;
import dev.palimpsest.trust.seal.SealedObservations;
import dev.palimpsest.trust.seal.Sealer;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Connects {@link Redrive} with brokers. */
public final class Redrives {

    private static final int TIMEOUT_MS = 10_000;

    private Redrives() {}

    /**
     * On these brokers.
     *
     * @param log    admits what becomes of a letter; without a pace
     * @param feeds  as they are configured now
     * @param redact takes out of a record that is set aside again what must not be kept
     * @param sealer opens what is put back, which is sealed anew
     */
    public static Redrive on(Brokers brokers, SchemaRegistry registry, ObservationLog log, List<FeedConfig> feeds,
            DeadLetterLog.Redaction redact, Sealer sealer) {
        RecordSerde<DeadLetter> letters = new SealedLetters(sealer).serde(registry);
        LetterFile file = new LetterFile(() -> consumer(brokers), letters,
                new RecordSerde<>(Codecs.OBSERVATION.read(one -> open(sealer, one)), registry,
                        Topic.OBSERVATIONS.title()));
        return new Redrive(file, new Redecoding(new RawText(new ConfluentAvro(registry)), feeds), log::admit, letters,
                redact, name -> producer(brokers, name), InstantSource.system());
    }

    private static Observation open(Sealer sealer, Observation one) {
        return new SealedObservations(sealer).open(one)
                .orElseThrow(() -> new IllegalArgumentException("who said it is forgotten"));
    }

    private static KafkaConsumer<byte[], byte[]> consumer(Brokers brokers) {
        return new KafkaConsumer<>(
                brokers.client(Map.of(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed",
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false, ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false,
                        ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MS)),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    private static KafkaProducer<byte[], byte[]> producer(Brokers brokers, String name) {
        return new KafkaProducer<>(brokers.client(Map.of(ProducerConfig.ACKS_CONFIG,
                "all", ProducerConfig.TRANSACTIONAL_ID_CONFIG, name, ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
                TIMEOUT_MS, ProducerConfig.MAX_BLOCK_MS_CONFIG, TIMEOUT_MS, ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                Topic.RECORD_BYTES_MAX)), new ByteArraySerializer(), new ByteArraySerializer());
    }
}
