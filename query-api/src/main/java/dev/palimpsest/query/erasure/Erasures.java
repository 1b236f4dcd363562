package dev.palimpsest.query.erasure;

import dev.palimpsest.access.Caller;
import dev.palimpsest.access.Refusal;
import dev.palimpsest.memory.Micros;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.schemas.RecordSerde;
import dev.palimpsest.schemas.Topic;
import dev.palimpsest.schemas.avro.ErasureStage;
import dev.palimpsest.schemas.avro.ErasureStep;
import dev.palimpsest.schemas.codec.Codecs;
import dev.palimpsest.schemas.registry.SchemaRegistry;
import dev.palimpsest.trust.seal.KeyVault;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Takes orders to forget somebody. Safe for several threads. */
public final class Erasures {

    /** Longest reason. */
    public static final int REASON_LENGTH_MAX = 1_000;

    private final String brokers;
    private final RecordSerde<ErasureStep> steps;
    private final KeyVault vault;
    private final InstantSource clock;

    public Erasures(String brokers, SchemaRegistry registry, KeyVault vault, InstantSource clock) {
        this.brokers = brokers;
        this.steps = new RecordSerde<>(Codecs.ERASURE, registry, Topic.ERASURES.title());
        this.vault = vault;
        this.clock = clock;
    }

    /**
     * Orders that a person is forgotten. When it returns the order is durable in every partition and the keys are destroyed;
     * all else follows, whenever the processor and the index are there.
     *
     * @param reason kept with the certificate, readable for good
     * @return the id of the erasure, and of its certificate
     * @throws Refusal where nothing of this person was ever sealed
     */
    public String order(Caller caller, Subject person, String reason) {
        if (reason.length() > REASON_LENGTH_MAX) {
            throw Refusal.badRequest("a reason has at most " + REASON_LENGTH_MAX + " characters");
        }
        List<String> keys = vault.keysOf(caller.tenant(), person);
        if (keys.isEmpty()) {
            throw Refusal.notFound("nothing was ever kept as " + person + "'s own");
        }
        String id = UUID.randomUUID().toString();
        write(ErasureStep.newBuilder().setId(id).setTenant(caller.tenant().value()).setSubject(person.toString())
                .setKeys(keys).setStage(ErasureStage.REQUESTED).setPartition(0).setPartitions(1)
                .setActor(caller.name()).setReason(reason).setAt(at()).build());
        keys.forEach(vault::destroy);
        return id;
    }

    private Instant at() {
        return Micros.of(clock.instant());
    }

    /** To every partition or to none. */
    private void write(ErasureStep order) {
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, brokers, ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                "palimpsest-erasure-" + order.getId(), ProducerConfig.MAX_BLOCK_MS_CONFIG, 15_000,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 15_000, ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000,
                ProducerConfig.LINGER_MS_CONFIG, 0), new StringSerializer(), new ByteArraySerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            int partitions = producer.partitionsFor(Topic.ERASURES.title()).size();
            for (int partition = 0; partition < partitions; partition++) {
                ErasureStep own = ErasureStep.newBuilder(order).setPartition(partition).setPartitions(partitions)
                        .build();
                var _ = producer.send(
                        new ProducerRecord<>(Topic.ERASURES.title(), partition, own.getId(), steps.toBytes(own)));
            }
            producer.commitTransaction();
        }
    }
}
