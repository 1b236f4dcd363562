package dev.palimpsest.local.stack;

import dev.palimpsest.local.stack.Ports.Port;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/**
 * The servers, and whatever services are added, each in a process of its own that ends with this one. The addresses are known before
 * the start.
 */
public final class ScatteredStack implements Stack {

    private static final ChildFlags FLAGS = new ChildFlags(false, true);
    private static final String LEASHED = "dev.palimpsest.node.LeashedMain";
    private static final String LAUNCHER = "launcher";

    private final StackOptions options;
    private final DataDirectory data;
    private final Distribution distribution;
    private final Broker broker;
    private final SearchNode search;
    private final SchemaRegistry registry;
    private final Map<String, Part> parts = new LinkedHashMap<>();
    private final AtomicBoolean closed = new AtomicBoolean();

    private ScatteredStack(StackOptions options, Distribution distribution, DataDirectory data) {
        this.options = options;
        this.data = data;
        this.distribution = distribution;
        Path brokerData = options.data().resolve(Broker.NAME);
        broker = new Broker(options.ports(), brokerData, data.logs());
        search = new SearchNode(distribution, options, data.logs(), FLAGS);
        registry = new SchemaRegistry(distribution, options, data.logs(), FLAGS);
        add(Broker.NAME, () -> java("384m", Map.of(), BrokerMain.class.getName(),
                Integer.toString(options.ports().offset()), brokerData.toString(), data.logs().toString()),
                broker::isReady);
        add(SchemaRegistry.NAME, registry::command, registry::isReady);
        add(SearchNode.NAME, search::command, search::isReady);
    }

    private Part add(String name, Part.Command command, BooleanSupplier ready) {
        Part part = new Part(name, data.logs(), command, ready);
        parts.put(name, part);
        return part;
    }

    /**
     * Takes hold of the data directory; nothing runs yet.
     *
     * @throws StackException if the data directory cannot be had, a port is taken or there is no distribution
     */
    public static ScatteredStack prepare(StackOptions options) {
        Distribution distribution = Distribution.fromProperty();
        DataDirectory data = DataDirectory.open(options);
        LogFile.in(data.logs());
        return new ScatteredStack(options, distribution, data);
    }

    /**
     * Adds a service.
     *
     * @param main     the name of its main class
     * @param settings by their names
     * @param port     where its health is asked for
     */
    public Part service(String name, String main, Map<String, String> settings, Port port) {
        return add(name, () -> java("512m", settings, main),
                () -> Answers.ok(URI.create("http://" + Ports.LOOPBACK + ":" + port.number() + "/health/ready")));
    }

    private List<String> java(String heap, Map<String, String> settings, String main, String... arguments) {
        List<String> command = new ArrayList<>(FLAGS.of(heap, distribution.aotCache(LAUNCHER)));
        command.add("--sun-misc-unsafe-memory-access=allow");
        command.add("-Dlogback.configurationFile=logback-part.xml");
        settings.forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.addAll(List.of("-cp", distribution.serviceClassPath(), LEASHED, main));
        command.addAll(List.of(arguments));
        return command;
    }

    /** All parts by name: the servers first, then the services in the order they were added. */
    public Map<String, Part> parts() {
        return Collections.unmodifiableMap(parts);
    }

    @Override
    public String kafkaBootstrap() {
        return broker.address();
    }

    @Override
    public URI registry() {
        return registry.address();
    }

    @Override
    public URI search() {
        return search.address();
    }

    public Ports ports() {
        return options.ports();
    }

    /** Where a service may keep state under its own name. */
    public Path data() {
        return options.data();
    }

    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        List<Part> backwards = new ArrayList<>(parts.values());
        Collections.reverse(backwards);
        backwards.forEach(Part::stop);
        data.close();
    }
}
