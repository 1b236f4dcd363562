package dev.palimpsest.processor.service;

import dev.palimpsest.index.MemoryWriter;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.processor.erasure.Certifier;
import dev.palimpsest.processor.erasure.LogTime;
import dev.palimpsest.processor.erasure.RetentionSweep;
import dev.palimpsest.processor.index.DeadLetterSink;
import dev.palimpsest.processor.index.Indexer;
import dev.palimpsest.processor.topology.Contracts;
import dev.palimpsest.schemas.ErasureOrders;
import dev.palimpsest.schemas.RecordSerde;
import dev.palimpsest.schemas.Topic;
import dev.palimpsest.schemas.codec.Codecs;
import dev.palimpsest.schemas.registry.HttpSchemaRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The indexer, and who follows erasures to the index, with their connections to the brokers. */
record IndexingPart(Indexer indexer, Certifier certifier, RetentionSweep retention,
        KafkaProducer<String, byte[]> letters) implements AutoCloseable {

    private static final Duration CLOSE = Duration.ofSeconds(5);

    /** @param writer stays the caller's to close */
    static IndexingPart of(ProcessorConfig config, Contracts contracts, MemoryWriter writer) {
        KafkaProducer<String, byte[]> letters = new KafkaProducer<>(
                config.kafka().client(Map.of(ProducerConfig.ACKS_CONFIG, "all",
                        ProducerConfig.MAX_BLOCK_MS_CONFIG, 10_000, ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                        Topic.RECORD_BYTES_MAX)),
                new StringSerializer(), new ByteArraySerializer());
        HttpSchemaRegistry registry = new HttpSchemaRegistry(config.registry());
        RecordSerde<Memory> readable = new RecordSerde<>(Codecs.MEMORY.read(contracts.sealed()::open), registry,
                Topic.MEMORY_CURRENT.title());
        return new IndexingPart(
                new Indexer(consumer(config), writer, readable, new DeadLetterSink(letters, contracts.deadLetter())),
                new Certifier(config.kafka(), registry, letters, writer, contracts.sealed().sealer().vault(),
                        config.checkpoints().key(), InstantSource.system()),
                new RetentionSweep(contracts.sealed().sealer().vault(), ErasureOrders.to(config.kafka(), registry),
                        InstantSource.system(), new LogTime(config.kafka(), InstantSource.system())::newest),
                letters);
    }

    void start() {
        indexer.start();
        certifier.start();
        retention.start();
    }

    Optional<String> problem() {
        return indexer.isWorking() ? Optional.empty() : Optional.of("the index does not take writes");
    }

    private static KafkaConsumer<String, byte[]> consumer(ProcessorConfig config) {
        return new KafkaConsumer<>(config.kafka().client(Map.of(ConsumerConfig.GROUP_ID_CONFIG, Indexer.GROUP,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false, ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest",
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false, ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 500,
                ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 10_000)),
                new StringDeserializer(), new ByteArrayDeserializer());
    }

    @Override
    public void close() {
        indexer.close();
        retention.close();
        certifier.close();
        letters.close(CLOSE);
    }
}
