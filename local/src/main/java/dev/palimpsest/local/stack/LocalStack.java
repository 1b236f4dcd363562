package dev.palimpsest.local.stack;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/**
 * The default stack: the broker in this JVM, the search node and the registry as child JVMs, and beside them whatever
 * services are plugged in. The addresses are known before the start.
 */
public final class LocalStack implements Stack {

    /** What a service must wait for when it needs all three servers. */
    public static final Set<String> SERVERS = Set.of(Broker.NAME, SchemaRegistry.NAME, SearchNode.NAME);

    private final StackOptions options;
    private final DataDirectory data;
    private final Broker broker;
    private final SearchNode search;
    private final SchemaRegistry registry;
    private final Supervisor supervisor;
    private final AtomicBoolean closed = new AtomicBoolean();

    private LocalStack(StackOptions options, Distribution distribution, ChildFlags flags, DataDirectory data,
            Progress progress,
            List<Function<LocalStack, Component>> services) {
        this.options = options;
        this.data = data;
        this.broker = new Broker(options.ports(), options.data().resolve(Broker.NAME), data.logs());
        this.search = new SearchNode(distribution, options, data.logs(), flags);
        this.registry = new SchemaRegistry(distribution, options, data.logs(), flags);
        List<Component> components = new ArrayList<>(List.of(broker, registry, search));
        services.forEach(service -> components.add(service.apply(this)));
        this.supervisor = new Supervisor(components, progress, flags.endMax().plusSeconds(1));
    }

    /**
     * Takes hold of the data directory; nothing runs yet.
     *
     * @param services make the components that run on the servers; each gets this stack, of which only addresses, ports
     *            and data directory may be used then
     * @throws StackException if the data directory cannot be had or there is no distribution
     */
    public static LocalStack prepare(StackOptions options, Progress progress,
            List<Function<LocalStack, Component>> services) {
        return prepare(options, progress, services, new ChildFlags(false, false));
    }

    /** As {@link #prepare}, but the children write ahead-of-time caches into the distribution as they stop. */
    public static LocalStack prepareForCaches(StackOptions options, Progress progress,
            List<Function<LocalStack, Component>> services) {
        return prepare(options, progress, services, new ChildFlags(true, false));
    }

    private static LocalStack prepare(StackOptions options, Progress progress,
            List<Function<LocalStack, Component>> services,
            ChildFlags flags) {
        Distribution distribution = Distribution.fromProperty();
        DataDirectory data = DataDirectory.open(options);
        LogFile.in(data.logs());
        return new LocalStack(options, distribution, flags, data, progress, services);
    }

    /**
     * Returns when everything answers.
     *
     * @throws StackException if something cannot start; everything is stopped by then
     */
    public void start() {
        try {
            supervisor.start();
        } catch (StackException e) {
            close();
            throw e;
        }
    }

    /** Completes, with a line for people, when a part ends by itself. The rest goes on until {@link #close}. */
    public CompletableFuture<String> died() {
        return supervisor.died();
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

    /** Returns the directory in which a service may keep state under its own name. */
    public Path data() {
        return options.data();
    }

    public Path logs() {
        return data.logs();
    }

    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        supervisor.close();
        data.close();
    }
}
