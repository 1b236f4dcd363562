package dev.palimpsest.local.service;

import dev.palimpsest.peers.Peer;
import dev.palimpsest.peers.Brokers;
import dev.palimpsest.access.DoorConfig;
import dev.palimpsest.index.opensearch.IndexConfig;
import dev.palimpsest.index.opensearch.OpenSearchMemoryReader;
import dev.palimpsest.index.opensearch.OpenSearchMemoryWriter;
import dev.palimpsest.ingest.service.IngestConfig;
import dev.palimpsest.ingest.service.IngestService;
import dev.palimpsest.ingest.service.SyslogConfig;
import dev.palimpsest.ingest.syslog.SyslogListener;
import dev.palimpsest.ingest.syslog.SyslogListener.Transport;
import dev.palimpsest.local.stack.Component;
import dev.palimpsest.local.stack.LocalStack;
import dev.palimpsest.local.stack.Ports;
import dev.palimpsest.local.stack.Ports.Port;
import dev.palimpsest.memory.TenantId;
import dev.palimpsest.processor.checkpoint.CheckpointConfig;
import dev.palimpsest.processor.service.ProcessorConfig;
import dev.palimpsest.processor.service.ProcessorService;
import dev.palimpsest.processor.topology.MemoryTopologyConfig;
import dev.palimpsest.query.service.QueryConfig;
import dev.palimpsest.query.service.QueryService;
import dev.palimpsest.trust.admission.AdmissionConfig;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Ingest, processor and query API beside the servers of one machine, with one pair of embedding models between them, which
 * load while the servers start.
 */
public final class Services {

    /** File of the API keys' hashes within the data directory. */
    public static final String API_KEYS = "api-keys";

    /** Folder of rules within the data directory, where no other is named. */
    public static final String RULES = "rules";

    /** Whose the local stack's syslog is: the command line's own tenant. */
    private static final TenantId SYSLOG_TENANT = new TenantId("default");

    /** File of feeds within the data directory. */
    public static final String FEEDS = "feeds.yaml";

    /** Folder of warning lists within the data directory. */
    public static final String WARNINGLISTS = "warninglists";

    private static final Set<String> WITH_MODELS = Stream
            .concat(LocalStack.SERVERS.stream(), Stream.of(Models.NAME)).collect(Collectors.toUnmodifiableSet());
    private static final String PROCESSOR = "processor";
    private static final int PARTITIONS = 4;
    private static final int STREAM_THREADS = 2;

    /**
     * What differs from stack to stack.
     *
     * @param sightingWindow how long repeated sightings are folded into one claim at first
     * @param longestWindow  how long at most, where they do not stop
     * @param rules          folder of one's own Sigma rules; null for {@value #RULES} within the data directory
     * @param noAuth         whether whoever comes is let in
     */
    public record Settings(Duration sightingWindow, Duration longestWindow, @Nullable Path rules, boolean noAuth) {

        /** Windows that do not grow, so that all comes to rest soon. */
        public static Settings quick(Duration window) {
            return new Settings(window, window, null, false);
        }
    }

    private final Settings settings;
    private final Models models = new Models();

    private Services(Settings settings) {
        this.settings = settings;
    }

    /**
     * All three and their models, for {@link LocalStack#prepare}.
     */
    public static List<Function<LocalStack, Component>> all(Settings settings) {
        Services services = new Services(settings);
        return List.of(_ -> services.models, services::processor, services::ingest, services::query);
    }

    private Component processor(LocalStack stack) {
        Ports ports = stack.ports();
        ProcessorConfig config = new ProcessorConfig(Brokers.at(stack.kafkaBootstrap()), registry(stack),
                Peer.at(stack.search()),
                stack.data().resolve(PROCESSOR), DoorConfig.local(ports.processorHealth().number()), PARTITIONS,
                (short) 1, STREAM_THREADS, settings.rules == null ? stack.data().resolve(RULES) : settings.rules,
                warninglists(stack),
                MemoryTopologyConfig.DEFAULT.withSightingWindows(settings.sightingWindow, settings.longestWindow),
                CheckpointConfig.in(stack.data()), AdmissionConfig.in(stack.data()).keys());
        return new ServiceComponent(PROCESSOR, ports.processorHealth(), WITH_MODELS, died -> {
            OpenSearchMemoryWriter writer = new OpenSearchMemoryWriter(IndexConfig.at(stack.search()),
                    models.embedder());
            ProcessorService service = ProcessorService.start(config, writer, models.embedder());
            CompletableFuture<Void> _ = service.ended().thenAccept(died::complete);
            return all(service, writer);
        });
    }

    private Component ingest(LocalStack stack) {
        Port syslog = stack.ports().syslog();
        List<SyslogListener> listeners = Stream.of(Transport.UDP, Transport.TCP)
                .map(transport -> new SyslogListener(transport, syslog.number(), SYSLOG_TENANT, "syslog")).toList();
        IngestConfig config = new IngestConfig(Brokers.at(stack.kafkaBootstrap()), registry(stack), keys(stack),
                door(stack.ports().ingest()), AdmissionConfig.in(stack.data()),
                new SyslogConfig(listeners, null, ""), feeds(stack), stack.data().resolve("feeds"), Optional.empty());
        return new ServiceComponent("ingest", stack.ports().ingest(), List.of(syslog), LocalStack.SERVERS,
                died -> IngestService.start(config));
    }

    private Component query(LocalStack stack) {
        Ports ports = stack.ports();
        QueryConfig config = new QueryConfig(Brokers.at(stack.kafkaBootstrap()), registry(stack),
                Peer.at(stack.search()),
                URI.create("http://" + Ports.LOOPBACK + ":" + ports.processorHealth().number()), keys(stack),
                door(ports.api()), AdmissionConfig.in(stack.data()));
        return new ServiceComponent("query-api", ports.api(), WITH_MODELS, died -> {
            IndexConfig index = IndexConfig.at(stack.search());
            OpenSearchMemoryReader reader = new OpenSearchMemoryReader(index, models.embedder());
            OpenSearchMemoryWriter writer = new OpenSearchMemoryWriter(index, models.embedder());
            return all(QueryService.start(config, reader, writer), reader, writer);
        });
    }

    private DoorConfig door(Port port) {
        DoorConfig local = DoorConfig.local(port.number())
                .limited(Optional.ofNullable(System.getenv("PALIMPSEST_RATE_LIMIT")));
        return settings.noAuth ? local.withoutAuth() : local;
    }

    /** The folder a user may put lists into. */
    private static @Nullable Path warninglists(LocalStack stack) {
        Path folder = stack.data().resolve(WARNINGLISTS);
        return Files.isDirectory(folder) ? folder : null;
    }

    private static @Nullable Path feeds(LocalStack stack) {
        Path file = stack.data().resolve(FEEDS);
        return Files.isReadable(file) ? file : null;
    }

    private static Peer registry(LocalStack stack) {
        return Peer.at(stack.registry().resolve("/apis/ccompat/v7"));
    }

    private static Path keys(LocalStack stack) {
        return stack.data().resolve(API_KEYS);
    }

    /** Closes what was given, in that order. */
    private static AutoCloseable all(AutoCloseable... parts) {
        return () -> {
            for (AutoCloseable part : parts) {
                part.close();
            }
        };
    }
}
