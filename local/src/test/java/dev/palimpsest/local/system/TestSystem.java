package dev.palimpsest.local.system;

import dev.palimpsest.peers.Peer;
import dev.palimpsest.peers.Brokers;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.palimpsest.access.ApiKeys;
import dev.palimpsest.access.Caller;
import dev.palimpsest.access.Door;
import dev.palimpsest.access.DoorConfig;
import dev.palimpsest.index.embed.BilingualEmbedder;
import dev.palimpsest.index.opensearch.IndexConfig;
import dev.palimpsest.index.opensearch.OpenSearchMemoryReader;
import dev.palimpsest.index.opensearch.OpenSearchMemoryWriter;
import dev.palimpsest.ingest.service.IngestConfig;
import dev.palimpsest.ingest.service.IngestService;
import dev.palimpsest.local.client.ApiClient;
import dev.palimpsest.local.demo.Play;
import dev.palimpsest.local.stack.LocalStack;
import dev.palimpsest.local.stack.Ports;
import dev.palimpsest.local.stack.Stack;
import dev.palimpsest.local.stack.StackExtension;
import dev.palimpsest.memory.TenantId;
import dev.palimpsest.query.service.QueryConfig;
import dev.palimpsest.query.service.QueryService;
import dev.palimpsest.trust.admission.AdmissionConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** The three services on a stack: ingest and query API here, the processor in a process of its own. */
final class TestSystem implements AutoCloseable {

    static final Duration SIGHTING_WINDOW = Duration.ofSeconds(1);

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Stack stack;
    private final Ports ports;
    private final ApiKeys keys;
    private final AdmissionConfig admission;
    private final Map<String, String> keyOfTenant = new ConcurrentHashMap<>();
    private final BilingualEmbedder embedder = BilingualEmbedder.bundled();
    private final OpenSearchMemoryReader reader;
    private final OpenSearchMemoryWriter index;
    private final IngestService ingest;
    private final QueryService query;
    private final RunningProcessor processor;

    TestSystem(Stack stack) throws IOException {
        this(stack, 0, RunningProcessor.KEYS, Map.of());
    }

    /**
     * Another system beside the first: with keys, checkpoints and ports of its own.
     *
     * @param index of its ports, see {@link StackExtension#ownPortOffset}
     * @param own   an empty directory
     */
    static TestSystem beside(Stack stack, int index, Path own) throws IOException {
        return new TestSystem(stack, index, own.resolve("keys"), Map.of("PALIMPSEST_KEYS_DIR",
                own.resolve("keys").toString(), "PALIMPSEST_CHECKPOINT_KEY", own.resolve("key.pem").toString(),
                "PALIMPSEST_CHECKPOINT_WITNESS", own.resolve("checkpoints.jsonl").toString()));
    }

    private TestSystem(Stack stack, int index, Path sealing, Map<String, String> settings) throws IOException {
        this.stack = stack;
        ports = new Ports(StackExtension.ownPortOffset(index));
        Path keyFile = Files.createTempDirectory("palimpsest-it-keys-").resolve("api-keys");
        keys = new ApiKeys(keyFile);
        processor = new RunningProcessor(stack, ports.processorHealth().number(), settings);
        processor.awaitReady();
        IndexConfig config = IndexConfig.at(stack.search());
        reader = new OpenSearchMemoryReader(config, embedder);
        this.index = new OpenSearchMemoryWriter(config, embedder);
        admission = new AdmissionConfig(null, keyFile.resolveSibling("redaction-key"),
                keyFile.resolveSibling("sources.conf"), sealing);
        URI registry = registry();
        Brokers brokers = Brokers.at(stack.kafkaBootstrap());
        ingest = IngestService.start(new IngestConfig(brokers, Peer.at(registry), keyFile,
                door(ports.ingest().number()), admission));
        query = QueryService.start(new QueryConfig(brokers, Peer.at(registry), Peer.at(stack.search()),
                local(ports.processorHealth().number()), keyFile, door(ports.api().number()), admission,
                true, Optional.empty()),
                reader,
                this.index);
    }

    Stack stack() {
        return stack;
    }

    RunningProcessor processor() {
        return processor;
    }

    OpenSearchMemoryWriter index() {
        return index;
    }

    ApiClient api(String tenant) {
        return new ApiClient(local(ports.api().number()), key(tenant));
    }

    ApiClient ingest(String tenant) {
        return new ApiClient(local(ports.ingest().number()), key(tenant));
    }

    /** Ingest under another caller's name: what it sends is that source's word. */
    ApiClient ingest(String tenant, String caller) {
        return new ApiClient(local(ports.ingest().number()), key(tenant, caller));
    }

    URI registry() {
        return stack.registry().resolve("/apis/ccompat/v7");
    }

    AdmissionConfig admission() {
        return admission;
    }

    /** Any other request to the query API, whatever the answer's status. */
    JsonNode send(String tenant, String method, String path, Object body) {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return Door.JSON.readTree(http.send(HttpRequest.newBuilder(local(ports.api().number()).resolve(path))
                    .header("X-API-Key", key(tenant))
                    .method(method, BodyPublishers.ofByteArray(Door.JSON.writeValueAsBytes(body))).build(),
                    BodyHandlers.ofByteArray()).body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** A tenant's way to play scenarios and to wait until all is at rest. */
    Play play(String tenant) {
        return new Play(ingest(tenant), api(tenant), _ -> {});
    }

    URI apiRoot() {
        return local(ports.api().number());
    }

    String key(String tenant) {
        return key(tenant, "test");
    }

    /** Makes, rotates and revokes keys behind the services' backs. */
    ApiKeys keys() {
        return keys;
    }

    /** All routes of the query API. */
    List<Door.Route> apiRoutes() {
        return query.routes();
    }

    /** All routes of ingest. */
    List<Door.Route> ingestRoutes() {
        return ingest.routes();
    }

    URI ingestRoot() {
        return local(ports.ingest().number());
    }

    /** A key of a caller of that name. */
    String key(String tenant, String caller) {
        return keyOfTenant.computeIfAbsent(tenant + "/" + caller, _ -> {
            try {
                return keys.create(Caller.admin(new TenantId(tenant), caller));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** Tests ask more than a caller may. */
    private static DoorConfig door(int port) {
        return DoorConfig.local(port).limited(Optional.of("0"));
    }

    private static URI local(int port) {
        return URI.create("http://" + Ports.LOOPBACK + ":" + port);
    }

    /** Returns once it is so; fails after a bound that only a broken system reaches. */
    static void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not within " + PATIENCE + ": " + what);
            }
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
    }

    /** Sends the process of this stack's OpenSearch a signal, such as STOP or CONT. */
    void signalSearch(String name) throws Exception {
        String data = ((LocalStack) stack).data().toString();
        ProcessHandle search = ProcessHandle.current().descendants().filter(process -> isSearchNode(process, data))
                .findFirst().orElseThrow();
        assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(search.pid())).start().waitFor()).isZero();
    }

    /** By the kernel's own account: the handle leaves out command lines as long as this one. */
    private static boolean isSearchNode(ProcessHandle process, String data) {
        try {
            String line = Files.readString(Path.of("/proc/" + process.pid() + "/cmdline"));
            return line.contains("SearchMain") && line.contains(data);
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        query.close();
        ingest.close();
        processor.close();
        reader.close();
        index.close();
        embedder.close();
    }
}
