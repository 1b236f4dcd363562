package dev.palimpsest.processor.topology;

import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.MemoryId;
import dev.palimpsest.memory.claim.Claim;
import dev.palimpsest.memory.ledger.LogRecord;
import dev.palimpsest.memory.observation.Observation;
import dev.palimpsest.processor.extract.Observed;
import dev.palimpsest.schemas.RecordSerde;
import dev.palimpsest.schemas.Topic;
import dev.palimpsest.schemas.avro.DeadLetter;
import dev.palimpsest.schemas.registry.InMemorySchemaRegistry;
import dev.palimpsest.schemas.registry.SchemaRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Function;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;

/** The stream under the test driver: claims it writes come back to it as the broker would bring them. */
final class DrivenStream implements AutoCloseable {

    static final String APPLICATION = "test";

    private final Contracts contracts;
    private final TopologyTestDriver driver;
    private final List<LogRecord> log = new ArrayList<>();
    private final List<DeadLetter> letters = new ArrayList<>();
    private final Map<MemoryId, Memory> current = new LinkedHashMap<>();

    private DrivenStream(Contracts contracts, Topology topology, Properties properties) {
        this.contracts = contracts;
        driver = new TopologyTestDriver(topology, properties, Given.START);
    }

    static DrivenStream of(Path state) {
        return of(state, Given::claims, MemoryTopologyConfig.DEFAULT, new InMemorySchemaRegistry());
    }

    static DrivenStream of(Path state, Function<Observed, List<Claim>> extraction, MemoryTopologyConfig config,
            SchemaRegistry registry) {
        return of(state, extraction, config, Contracts.over(registry));
    }

    static DrivenStream of(Path state, Function<Observed, List<Claim>> extraction, MemoryTopologyConfig config,
            Contracts contracts) {
        Properties properties = properties(state, contracts);
        Topology topology = new MemoryTopology(contracts, config, extraction).build(new StreamsConfig(properties));
        return new DrivenStream(contracts, topology, properties);
    }

    static Properties properties(Path state, Contracts contracts) {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, APPLICATION);
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:9092");
        properties.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
        // The driver's producer forgets what a handler sends in a transaction before a record is processed.
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.AT_LEAST_ONCE);
        properties.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        properties.put(StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG, PoisonHandler.class);
        properties.put(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, BugHandler.class);
        properties.put(PoisonHandler.CONTRACTS_CONFIG, contracts);
        return properties;
    }

    DrivenStream observe(Observation observation) {
        return observe(observation, observation.receivedAt());
    }

    DrivenStream observe(Observation observation, Instant timestamp) {
        put(Topic.OBSERVATIONS, contracts.observation().toBytes(observation), timestamp);
        return this;
    }

    DrivenStream claim(Claim... claims) {
        for (Claim claim : claims) {
            driver.createInputTopic(Topic.CLAIMS.title(), new StringSerializer(), new ByteArraySerializer())
                    .pipeInput(ClaimKey.of(claim), contracts.claim().toBytes(claim), Given.START);
        }
        return this;
    }

    DrivenStream put(Topic topic, byte[] value, Instant timestamp) {
        driver.createInputTopic(topic.title(), new StringSerializer(), new ByteArraySerializer()).pipeInput("key",
                value, timestamp);
        return this;
    }

    DrivenStream pass(Duration time) {
        driver.advanceWallClockTime(time);
        return this;
    }

    /** All that was appended so far. */
    List<LogRecord> log() {
        log.addAll(read(Topic.MEMORY_LOG, contracts.logRecord()));
        return log;
    }

    List<DeadLetter> letters() {
        letters.addAll(read(Topic.DEAD_LETTER, contracts.deadLetter()));
        return letters;
    }

    /** The claims written since the last call. */
    List<Claim> claims() {
        return read(Topic.CLAIMS, contracts.claim());
    }

    /** The compacted topic as a reader sees it in the end. */
    Map<MemoryId, Memory> current() {
        read(Topic.MEMORY_CURRENT, contracts.memory()).forEach(memory -> current.put(memory.id(), memory));
        return current;
    }

    TopologyTestDriver driver() {
        return driver;
    }

    private <T> List<T> read(Topic topic, RecordSerde<T> serde) {
        return driver.createOutputTopic(topic.title(), new StringDeserializer(), serde.deserializer())
                .readValuesToList();
    }

    @Override
    public void close() {
        driver.close();
    }
}
