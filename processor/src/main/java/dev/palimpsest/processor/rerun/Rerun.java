package dev.palimpsest.processor.rerun;

import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.MemoryId;
import dev.palimpsest.memory.claim.Claim;
import dev.palimpsest.memory.observation.Payload;
import dev.palimpsest.processor.extract.Observed;
import dev.palimpsest.processor.topology.Contracts;
import dev.palimpsest.processor.topology.MemoryTopology;
import dev.palimpsest.processor.topology.MemoryTopologyConfig;
import dev.palimpsest.schemas.Topic;
import dev.palimpsest.schemas.registry.InMemorySchemaRegistry;
import dev.palimpsest.trust.seal.SealedRecords;
import dev.palimpsest.trust.seal.UnknownKey;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Function;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.jspecify.annotations.Nullable;

/**
 * The very topology of the processor over observations that are handed in, by a clock that they move. It runs under
 * Streams' own test driver: no brokers, one thread, every record worked on before the next. For one thread.
 */
public final class Rerun implements AutoCloseable {

    /** The clock moves in steps of at least this, since every step looks at all timers. */
    private static final Duration STEP = Duration.ofSeconds(1);

    private static final int DRAINED_EVERY = 1_000;
    private static final int FLUSHES_MAX = 100;

    private final Contracts contracts;
    private final Map<MemoryId, Memory> heads = new HashMap<>();
    private final TopologyTestDriver driver;
    private final TestInputTopic<String, byte[]> observations;
    private final Duration longestWindow;
    private Instant now;
    private int taken;
    private @Nullable Observed current;

    /**
     * A run that has seen nothing.
     *
     * @param state      an empty directory for its stores; the caller's to delete
     * @param extraction reads the claims out of an observation
     * @param start      not after the first observation
     */
    public Rerun(Path state, MemoryTopologyConfig config, Function<Observed, List<Claim>> extraction, Instant start) {
        this(state, config, extraction, start, SealedRecords.NONE);
    }

    /**
     * @param sealed opens what persons said, and seals it in what this run makes of it, as the log has it; by keys that are borrowed,
     *               since what is made here is thrown away
     */
    public Rerun(Path state, MemoryTopologyConfig config, Function<Observed, List<Claim>> extraction, Instant start,
            SealedRecords sealed) {
        contracts = Contracts.over(new InMemorySchemaRegistry(), sealed);
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "rerun");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:9092");
        properties.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
        properties.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        now = start;
        longestWindow = config.sightingWindowMax();
        driver = new TopologyTestDriver(new MemoryTopology(contracts, config, given -> claims(given, extraction))
                .build(new StreamsConfig(properties)), properties, start);
        observations = driver.createInputTopic(Topic.OBSERVATIONS.title(), new StringSerializer(),
                new ByteArraySerializer());
    }

    /** By the place where the record really lies; orders to roll back say what was left out, and change nothing here. */
    private List<Claim> claims(Observed given, Function<Observed, List<Claim>> extraction) {
        Observed observed = current;
        return observed == null || observed.observation().payload() instanceof Payload.Rollback
                ? List.of()
                : extraction.apply(new Observed(given.observation(), observed.topic(), observed.partition(),
                        observed.offset()));
    }

    /**
     * The next observation.
     *
     * @param at when the log took it; what is earlier than the one before counts as of the same time
     * @throws UnknownKey where it is sealed under another vault's key: the stream would set it aside, and the run say what is not so
     */
    public void take(Observed observed, Instant at) {
        String keyId = observed.observation().keyId();
        boolean _ = keyId != null && contracts.sealed().sealer().isReadable(keyId);
        if (Duration.between(now, at).compareTo(STEP) >= 0) {
            driver.advanceWallClockTime(Duration.between(now, at));
            now = at;
        }
        current = observed;
        observations.pipeInput(observed.observation().id().value(),
                contracts.observation().toBytes(observed.observation()), now);
        if (++taken % DRAINED_EVERY == 0) {
            drain();
        }
    }

    /**
     * The heads of all memories in the end, opened as far as keys are there: what was still being folded is counted, so nothing can
     * be taken after.
     */
    public Map<MemoryId, Memory> end() {
        drain();
        boolean moved = true;
        for (int i = 0; i < FLUSHES_MAX && moved; i++) {
            driver.advanceWallClockTime(longestWindow);
            moved = drain();
        }
        heads.replaceAll((_, memory) -> contracts.sealed().open(memory));
        return heads;
    }

    private boolean drain() {
        boolean found = false;
        for (String topic : driver.producedTopicNames()) {
            TestOutputTopic<byte[], byte[]> out = driver.createOutputTopic(topic, new ByteArrayDeserializer(),
                    new ByteArrayDeserializer());
            List<byte[]> values = out.readValuesToList();
            found |= !values.isEmpty();
            if (topic.equals(Topic.MEMORY_CURRENT.title())) {
                values.stream().map(contracts.memory()::fromBytes).forEach(memory -> heads.put(memory.id(), memory));
            }
        }
        return found;
    }

    @Override
    public void close() {
        driver.close();
    }
}
