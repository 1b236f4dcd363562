package dev.palimpsest.schemas;

import dev.palimpsest.peers.Brokers;
import dev.palimpsest.memory.SourceName;
import dev.palimpsest.memory.observation.Observation;
import dev.palimpsest.memory.observation.ObservationId;
import dev.palimpsest.memory.observation.Payload;
import dev.palimpsest.schemas.codec.Codecs;
import dev.palimpsest.schemas.registry.SchemaRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Where observations are written: durable on all in-sync replicas before anybody is told so. Safe for several threads. */
public final class ObservationLog implements AutoCloseable {

    private static final Duration CLOSE = Duration.ofSeconds(5);

    /** Leaves room for what the claims and memories made of an observation carry beside its words. */
    private static final int VALUE_BYTES_MAX = Topic.RECORD_BYTES_MAX / 2;

    private final Producer<String, byte[]> producer;
    private final RecordSerde<Observation> serde;
    private final UnaryOperator<Observation> admission;

    /**
     * A log by a producer that is closed with it.
     *
     * @param admission as {@link #on} has it
     */
    public ObservationLog(Producer<String, byte[]> producer, SchemaRegistry registry,
            UnaryOperator<Observation> admission) {
        this(producer, new RecordSerde<>(Codecs.OBSERVATION, registry, Topic.OBSERVATIONS.title()), admission);
    }

    private ObservationLog(Producer<String, byte[]> producer, RecordSerde<Observation> serde,
            UnaryOperator<Observation> admission) {
        this.admission = admission;
        this.producer = producer;
        this.serde = serde;
    }

    /**
     * A log on these brokers.
     *
     * @param admission what every observation passes before it is written, so that no door can write what must not be
     *                  kept; the same observation always comes out the same. It may wait, and turn an observation away
     *                  with a {@link RejectedExecutionException}
     */
    public static ObservationLog on(Brokers brokers, SchemaRegistry registry, UnaryOperator<Observation> admission) {
        Map<String, Object> properties = brokers.client(Map.of(ProducerConfig.ACKS_CONFIG, "all",
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true,
                ProducerConfig.LINGER_MS_CONFIG, 5, ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4",
                ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Topic.RECORD_BYTES_MAX, ProducerConfig.BUFFER_MEMORY_CONFIG,
                64L << 20, ProducerConfig.MAX_BLOCK_MS_CONFIG, 10_000, ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                10_000, ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 30_000));
        return new ObservationLog(new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer()),
                registry, admission);
    }

    /** The same log behind another admission. Closing either closes both. */
    public ObservationLog behind(UnaryOperator<Observation> other) {
        return new ObservationLog(producer, serde, other);
    }

    /** Where an observation was written, and by which id. */
    public record Written(ObservationId id, int partition, long offset) {}

    /**
     * Admits an observation and writes it. Waits where the buffer is full.
     *
     * @return done once the record is on all in-sync replicas; failed with {@link RecordTooLargeException} where it never
     *         can be; failed otherwise where it is not now, which leaves open whether it is in the log: writing it again
     *         is safe
     */
    public CompletableFuture<Written> write(Observation given) {
        CompletableFuture<Written> written = new CompletableFuture<>();
        try {
            Admitted admitted = admit(given);
            Future<RecordMetadata> _ = producer.send(admitted.record(), (place, failure) -> {
                if (failure == null) {
                    written.complete(new Written(admitted.id(), place.partition(), place.offset()));
                } else {
                    written.completeExceptionally(failure);
                }
            });
        } catch (RuntimeException e) { // whatever it is, who writes hears of it in one place
            written.completeExceptionally(e);
        }
        return written;
    }

    /** An observation as it is to be written, and by which id. */
    public record Admitted(ObservationId id, ProducerRecord<String, byte[]> record) {}

    /**
     * Admits an observation for who writes it with a producer of their own. Writes nothing.
     *
     * @throws RecordTooLargeException where it can never be written
     */
    public Admitted admit(Observation given) {
        Observation observation = admission.apply(given);
        byte[] value = serde.toBytes(observation);
        if (value.length > VALUE_BYTES_MAX) {
            throw new RecordTooLargeException("it makes a record of " + value.length + " bytes, and at most "
                    + VALUE_BYTES_MAX + " are kept");
        }
        return new Admitted(observation.id(), new ProducerRecord<>(Topic.OBSERVATIONS.title(), null,
                observation.receivedAt().toEpochMilli(), key(observation), value));
    }

    /**
     * What must stay in order: a person's turns and orders, a sender's words on one value. Events go by their sensor, so
     * that repeats of a sighting meet in one partition.
     */
    static String key(Observation observation) {
        String scope = switch (observation.payload()) {
            case Payload.ConversationTurn turn -> turn.subject().toString();
            case Payload.Command command -> command.subject().toString();
            case Payload.Rollback order -> order.subject().toString();
            case Payload.Import order -> order.memory().subject().toString();
            case Payload.IntelligenceObject object -> SourceName.sender(observation.source())
                    + object.first("indicator.value").or(() -> object.first("source.name")).orElse("");
            case Payload.Event event -> event.first("host.name").or(() -> event.first("source.ip"))
                    .orElse(observation.id().value());
        };
        return observation.tenant() + "\u001f" + scope;
    }

    @Override
    public void close() {
        producer.close(CLOSE);
    }
}
