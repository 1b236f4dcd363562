package dev.palimpsest.bench;

import dev.palimpsest.memory.ledger.LogRecord;
import dev.palimpsest.memory.ledger.MemoryEvent;
import dev.palimpsest.memory.observation.Observation;
import dev.palimpsest.memory.Kind;
import dev.palimpsest.processor.topology.Contracts;
import dev.palimpsest.processor.topology.MemoryTopology;
import dev.palimpsest.processor.topology.MemoryTopologyConfig;
import dev.palimpsest.schemas.Topic;
import dev.palimpsest.schemas.registry.InMemorySchemaRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.SimpleRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;

/** The memory's topology under Streams' test driver, by a clock of its own. For one thread. */
final class DrivenMemory implements AutoCloseable {

    private final Contracts contracts = Contracts.over(new InMemorySchemaRegistry());
    private final TopologyTestDriver driver;
    private final TestInputTopic<String, byte[]> observations;
    private final Map<String, Long> relations = new HashMap<>();
    private Instant now;
    private long records;
    private long bytes;
    private long stored;
    private long letters;

    DrivenMemory(Path state, Instant start) {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "bench");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:9092");
        properties.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
        properties.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        now = start;
        driver = new TopologyTestDriver(new MemoryTopology(contracts, MemoryTopologyConfig.DEFAULT)
                .build(new StreamsConfig(properties)), properties, start);
        observations = driver.createInputTopic(Topic.OBSERVATIONS.title(), new StringSerializer(),
                new ByteArraySerializer());
    }

    /**
     * What the log holds.
     *
     * @param bytes   of keys and values, uncompressed
     * @param stored  of the batches as a broker keeps them, compressed as the stream's producer does, a batch for each
     *                tick of the clock
     * @param counted occurrences of all contacts in it
     * @param letters records set aside
     */
    record Growth(long records, long bytes, long stored, long counted, long letters) {

        Growth since(Growth earlier) {
            return new Growth(records - earlier.records, bytes - earlier.bytes, stored - earlier.stored,
                    counted - earlier.counted,
                    letters - earlier.letters);
        }
    }

    void take(List<Observation> observed) {
        observed.forEach(observation -> observations.pipeInput(observation.id().value(),
                contracts.observation().toBytes(observation), observation.receivedAt()));
    }

    /** Lets time pass, the timers of the stream with it, and reads what came out. */
    void advanceTo(Instant time) {
        driver.advanceWallClockTime(Duration.between(now, time));
        now = time;
        drain();
    }

    Growth growth() {
        drain();
        return new Growth(records, bytes, stored, relations.values().stream().mapToLong(Long::longValue).sum(),
                letters);
    }

    private void drain() {
        for (String topic : driver.producedTopicNames()) {
            TestOutputTopic<byte[], byte[]> out = driver.createOutputTopic(topic, new ByteArrayDeserializer(),
                    new ByteArrayDeserializer());
            List<TestRecord<byte[], byte[]>> read = out.readRecordsToList();
            if (topic.equals(Topic.MEMORY_LOG.title()) && !read.isEmpty()) {
                read.forEach(this::logged);
                stored += stored(read);
            }
            letters += topic.equals(Topic.DEAD_LETTER.title()) ? read.size() : 0;
        }
    }

    private void logged(TestRecord<byte[], byte[]> record) {
        records++;
        bytes += record.key().length + record.value().length;
        LogRecord entry = contracts.logRecord().fromBytes(record.value());
        if (entry.event().header().kind() == Kind.RELATION) {
            relations.put(entry.event().header().memory().toString(), occurrences(entry.event()));
        }
    }

    private static long stored(List<TestRecord<byte[], byte[]>> batch) {
        return MemoryRecords.withRecords(Compression.lz4().build(), batch.stream()
                .map(record -> new SimpleRecord(record.timestamp(), record.key(), record.value()))
                .toArray(SimpleRecord[]::new)).sizeInBytes();
    }

    private static long occurrences(MemoryEvent event) {
        return switch (event) {
            case MemoryEvent.Created created -> created.fact().occurrences().count();
            case MemoryEvent.Revised revised -> revised.fact().occurrences().count();
            case MemoryEvent.Reinforced reinforced -> reinforced.occurrences().count();
            default -> throw new IllegalStateException("no such event is expected of sightings: " + event);
        };
    }

    @Override
    public void close() {
        driver.close();
    }
}
