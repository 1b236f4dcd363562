package dev.palimpsest.schemas;

import dev.palimpsest.peers.Brokers;
import dev.palimpsest.schemas.avro.ErasureStep;
import dev.palimpsest.schemas.codec.Codecs;
import dev.palimpsest.schemas.registry.SchemaRegistry;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Writes orders to erase. An order that is accepted is durable in every partition, or in none. Safe for several threads.
 *
 * @param brokers of Kafka
 */
public record ErasureOrders(Brokers brokers, RecordSerde<ErasureStep> steps) implements Consumer<ErasureStep> {

    /** To these brokers. */
    public static ErasureOrders to(Brokers brokers, SchemaRegistry registry) {
        return new ErasureOrders(brokers, new RecordSerde<>(Codecs.ERASURE, registry, Topic.ERASURES.title()));
    }

    /** @throws org.apache.kafka.common.KafkaException where the brokers do not confirm it within 15 s */
    @Override
    public void accept(ErasureStep order) {
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(brokers.client(Map.of(
                ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                "palimpsest-erasure-" + order.getId(), ProducerConfig.MAX_BLOCK_MS_CONFIG, 15_000,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 15_000, ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000,
                ProducerConfig.LINGER_MS_CONFIG, 0)), new StringSerializer(), new ByteArraySerializer())) {
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
