package dev.palimpsest.local.chaos;

import dev.palimpsest.access.ApiKeys;
import dev.palimpsest.access.Caller;
import dev.palimpsest.local.client.ApiClient;
import dev.palimpsest.local.service.Services;
import dev.palimpsest.local.stack.Part;
import dev.palimpsest.local.stack.Ports;
import dev.palimpsest.local.stack.Ports.Port;
import dev.palimpsest.local.stack.ScatteredStack;
import dev.palimpsest.local.stack.StackException;
import dev.palimpsest.local.stack.StackOptions;
import dev.palimpsest.memory.TenantId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The whole system with every part in a process of its own. */
final class ChaosSystem implements AutoCloseable {

    /** What is killed: all but the registry, which a service asks once and then knows. */
    static final List<String> VICTIMS = List.of("kafka", "processor", "indexer", "ingest", "query-api", "opensearch");

    /** Broker, registry and search node come first among the parts, then the processor, which makes the topics. */
    private static final int SERVERS = 3;

    /** Short, so that all comes to rest soon. */
    static final Duration WINDOW = Duration.ofSeconds(1);

    private static final Caller CALLER = Caller.admin(new TenantId("chaos"), "chaos");

    private final ScatteredStack stack;
    private final String key;

    private ChaosSystem(ScatteredStack stack, String key) {
        this.stack = stack;
        this.key = key;
    }

    /** Takes hold of the data directory; nothing runs yet. */
    static ChaosSystem prepare(StackOptions options) {
        ScatteredStack stack = ScatteredStack.prepare(options);
        try {
            ChaosSystem system = new ChaosSystem(stack, new ApiKeys(keys(stack)).replace(CALLER));
            system.addServices();
            return system;
        } catch (IOException e) {
            stack.close();
            throw new UncheckedIOException(e);
        }
    }

    private static Path keys(ScatteredStack stack) {
        return stack.data().resolve(Services.API_KEYS);
    }

    private void addServices() {
        Ports ports = stack.ports();
        Port indexer = new Port(ports.processorHealth().number() + 1, "the indexer's health");
        Map<String, String> windows = Map.of("palimpsest.sighting-window", WINDOW.toString(),
                "palimpsest.sighting-window-max", WINDOW.toString());
        service("processor", "dev.palimpsest.processor.ProcessorMain", ports.processorHealth(), windows,
                Map.of("palimpsest.indexer", "apart", "palimpsest.state-dir", data("processor"),
                        "palimpsest.checkpoint-key", data("checkpoint-key.pem"), "palimpsest.checkpoint-witness",
                        data("checkpoints.jsonl"), "palimpsest.checkpoint-interval", "PT2S", "palimpsest.rules",
                        data(Services.RULES)));
        service("indexer", "dev.palimpsest.processor.IndexerMain", indexer, Map.of(), Map.of());
        service("ingest", "dev.palimpsest.ingest.IngestMain", ports.ingest(), Map.of(), Map.of());
        service("query-api", "dev.palimpsest.query.QueryMain", ports.api(), Map.of(), Map.of("palimpsest.processor",
                "http://" + Ports.LOOPBACK + ":" + ports.processorHealth().number()));
    }

    private void service(String name, String main, Port port, Map<String, String> some, Map<String, String> others) {
        Map<String, String> settings = new HashMap<>(Map.of("palimpsest.kafka", stack.kafkaBootstrap(),
                "palimpsest.registry", registry().toString(), "palimpsest.search", stack.search().toString(),
                "palimpsest.api-keys-file", keys(stack).toString(), "palimpsest.redaction-key-file",
                data("redaction-key"), "palimpsest.keys-dir", data("keys"), "palimpsest.sources-file",
                data("sources.conf"), "palimpsest.port", Integer.toString(port.number())));
        settings.putAll(some);
        settings.putAll(others);
        stack.service(name, main, settings, port);
    }

    private String data(String name) {
        return stack.data().resolve(name).toString();
    }

    /** Starts the servers, then the processor, then the rest; returns when all of it is ready. */
    void start(Duration most) {
        List<Part> parts = parts();
        begin(parts.subList(0, SERVERS), most);
        begin(parts.subList(SERVERS, SERVERS + 1), most);
        begin(parts.subList(SERVERS + 1, parts.size()), most);
    }

    private static void begin(List<Part> parts, Duration most) {
        parts.forEach(Part::start);
        parts.forEach(part -> part.awaitReady(most).ifPresent(line -> {
            throw new StackException(line);
        }));
    }

    Part part(String name) {
        Part part = stack.parts().get(name);
        if (part == null) {
            throw new IllegalArgumentException("no part " + name);
        }
        return part;
    }

    List<Part> parts() {
        return List.copyOf(stack.parts().values());
    }

    PatientClient ingest() {
        return new PatientClient(door(stack.ports().ingest()), key);
    }

    PatientClient query() {
        return new PatientClient(door(stack.ports().api()), key);
    }

    ApiClient api() {
        return new ApiClient(door(stack.ports().api()), key);
    }

    /** What the processor's health tells. */
    URI processorHealth() {
        return door(stack.ports().processorHealth()).resolve("/health/ready");
    }

    String brokers() {
        return stack.kafkaBootstrap();
    }

    URI registry() {
        return stack.registry().resolve("/apis/ccompat/v7");
    }

    private static URI door(Port port) {
        return URI.create("http://" + Ports.LOOPBACK + ":" + port.number());
    }

    @Override
    public void close() {
        stack.close();
    }
}
