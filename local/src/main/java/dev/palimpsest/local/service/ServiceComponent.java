package dev.palimpsest.local.service;

import dev.palimpsest.local.stack.Answers;
import dev.palimpsest.local.stack.Component;
import dev.palimpsest.local.stack.Ports;
import dev.palimpsest.local.stack.Ports.Port;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One of our services in this JVM, ready when its health says so. */
final class ServiceComponent implements Component {

    /** Starts a service, which completes {@code died} with the reason should it give up. */
    interface Starter {
        AutoCloseable start(CompletableFuture<String> died) throws Exception;
    }

    private final String name;
    private final Port port;
    private final List<Port> others;
    private final Set<String> needs;
    private final Starter starter;
    private final CompletableFuture<String> died = new CompletableFuture<>();
    private volatile @Nullable AutoCloseable service;

    ServiceComponent(String name, Port port, Set<String> needs, Starter starter) {
        this(name, port, List.of(), needs, starter);
    }

    /**
     * A service that listens on more than one port.
     *
     * @param port where its health is asked for
     */
    ServiceComponent(String name, Port port, List<Port> others, Set<String> needs, Starter starter) {
        this.name = name;
        this.port = port;
        this.others = List.copyOf(others);
        this.needs = needs;
        this.starter = starter;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Set<String> needs() {
        return needs;
    }

    @Override
    public List<Port> ports() {
        return Stream.concat(Stream.of(port), others.stream()).toList();
    }

    @Override
    public void start() throws Exception {
        service = starter.start(died);
    }

    @Override
    public boolean isReady() {
        return Answers.ok(URI.create("http://" + Ports.LOOPBACK + ":" + port.number() + "/health/ready"));
    }

    /** What fails in a service shows in its health; one that gives up for good says so here. */
    @Override
    public CompletableFuture<String> died() {
        return died;
    }

    @Override
    public void stop() {
        AutoCloseable running = service;
        if (running != null) {
            try {
                running.close();
            } catch (Exception e) {
                throw new IllegalStateException(name + " does not stop cleanly", e);
            }
        }
    }
}
