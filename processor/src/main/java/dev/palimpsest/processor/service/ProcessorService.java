package dev.palimpsest.processor.service;

import dev.palimpsest.access.Door;
import dev.palimpsest.access.Health;
import dev.palimpsest.access.Refusal;
import dev.palimpsest.index.MemoryWriter;
import dev.palimpsest.index.embed.BilingualEmbedder;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.ledger.Digest;
import dev.palimpsest.processor.checkpoint.Checkpointer;
import dev.palimpsest.processor.extract.Extraction;
import dev.palimpsest.processor.extract.warninglist.Warninglists;
import dev.palimpsest.processor.ledger.DecideClaims;
import dev.palimpsest.processor.topology.Contracts;
import dev.palimpsest.processor.topology.MemoryTopology;
import dev.palimpsest.schemas.TopicCatalogue;
import dev.palimpsest.schemas.registry.HttpSchemaRegistry;
import dev.palimpsest.trust.seal.KeyDirectory;
import dev.palimpsest.trust.seal.SealedRecords;
import dev.palimpsest.trust.seal.Sealer;
import io.javalin.http.Context;
import java.time.Duration;
import java.time.InstantSource;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/** The processor: the stream, the indexer, the checkpointer and their health. */
public final class ProcessorService implements AutoCloseable {

    private static final Duration CLOSE = Duration.ofSeconds(5);

    private final RuleWatch rules;
    private final KafkaStreams streams;
    private final @Nullable IndexingPart indexing;
    private final Checkpointer checkpointer;
    private final Door door;
    private final CompletableFuture<String> ended = new CompletableFuture<>();
    private volatile boolean closing;

    private ProcessorService(ProcessorConfig config, @Nullable MemoryWriter writer,
            @Nullable BilingualEmbedder models) {
        HttpSchemaRegistry registry = new HttpSchemaRegistry(config.registry());
        KeyDirectory vault = KeyDirectory.at(config.keys());
        Contracts contracts = Contracts.over(registry, new SealedRecords(new Sealer(vault)));
        rules = RuleWatch.over(config.rules());
        Properties properties = StreamsProperties.of(config, contracts);
        streams = new KafkaStreams(
                new MemoryTopology(contracts, config.topology(),
                        new Embedded(models).after(new Extraction(rules::rules, warninglists(config))::claims))
                        .build(new StreamsConfig(properties)),
                properties);
        streams.setUncaughtExceptionHandler(new Setbacks(InstantSource.system()));
        indexing = writer == null ? null : IndexingPart.of(config, contracts, writer);
        checkpointer = new Checkpointer(config.checkpoints(), config.kafka(), registry,
                InstantSource.system());
        door = Door.open(config.door(), secret -> Optional.empty(),
                new Health(indexing == null
                        ? Map.of("stream", this::streamProblem)
                        : Map.of("stream", this::streamProblem, "index", indexing::problem),
                        Map.of("checkpoints", checkpointer::alarm, "policy", vault::problem)),
                routes -> routes.get("/digest", ctx -> Door.json(ctx, digest(ctx))), "/digest");
        streams.setStateListener((now, before) -> {
            if (now == KafkaStreams.State.ERROR || (now == KafkaStreams.State.NOT_RUNNING && !closing)) {
                ended.complete("the stream ended as " + now + "; the log says why");
            }
        });
    }

    private static Warninglists warninglists(ProcessorConfig config) {
        Warninglists own = Warninglists.own();
        Path folder = config.warninglists();
        return folder == null ? own : own.with(folder);
    }

    /** Done, with the reason, when the stream has given up for good: the process is to be ended. */
    public CompletableFuture<String> ended() {
        return ended;
    }

    /**
     * Makes the topics, registers the contracts and starts. Returns before the stream runs: see the health.
     *
     * @param writer stays the caller's to close; null where the indexer runs in processes of its own
     * @param models to tell near duplicates by, the caller's to close too; null for exact duplicates alone
     */
    public static ProcessorService start(ProcessorConfig config, @Nullable MemoryWriter writer,
            @Nullable BilingualEmbedder models) {
        prepare(config);
        ProcessorService service = new ProcessorService(config, writer, models);
        service.streams.start();
        if (service.indexing != null) {
            service.indexing.start();
        }
        service.checkpointer.start();
        return service;
    }

    /** Makes the topics and registers the contracts, where that was not done before. */
    static void prepare(ProcessorConfig config) {
        try (Admin admin = Admin.create(config.kafka().client(Map.of()))) {
            TopicCatalogue.ensureTopics(admin, config.partitions(), config.replicas());
        } catch (IllegalStateException e) {
            throw new IllegalStateException(config.kafka() + ": " + e.getMessage(), e);
        }
        TopicCatalogue.registerContracts(new HttpSchemaRegistry(config.registry()));
    }

    /** What the state stores of this instance hold of one tenant, all partitions together. */
    record StoreDigest(String digest, long memories) {}

    private StoreDigest digest(Context ctx) {
        String tenant = ctx.queryParam("tenant");
        if (tenant == null) {
            throw Refusal.badRequest("say which tenant's: ?tenant=NAME");
        }
        ReadOnlyKeyValueStore<String, Memory> store = streams.store(StoreQueryParameters
                .fromNameAndType(DecideClaims.MEMORIES, QueryableStoreTypes.<String, Memory>keyValueStore()));
        Digest digest = Digest.EMPTY;
        try (KeyValueIterator<String, Memory> all = store.all()) {
            while (all.hasNext()) {
                Memory memory = all.next().value;
                digest = memory.tenant().value().equals(tenant) ? digest.plus(Digest.of(memory)) : digest;
            }
        }
        return new StoreDigest(digest.hex(), digest.count());
    }

    private Optional<String> streamProblem() {
        KafkaStreams.State state = streams.state();
        return state == KafkaStreams.State.RUNNING ? Optional.empty() : Optional.of("the stream is " + state);
    }

    @Override
    public void close() {
        closing = true;
        door.close();
        if (indexing != null) {
            indexing.close();
        }
        streams.close(CLOSE);
        checkpointer.close(); // after the last record was logged
        rules.close();
    }
}
