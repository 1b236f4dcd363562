package dev.palimpsest.local.stack;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts components in parallel, each as soon as what it needs is ready; watches them; stops them in the opposite order.
 * Safe for use by many threads: a stop may come while the start still runs.
 */
public final class Supervisor implements AutoCloseable {

    /** No component takes longer to become ready on a machine that can run the system at all. */
    static final Duration START_MAX = Duration.ofMinutes(2);

    /** The share of the ten seconds that one layer of components gets to stop. */
    static final Duration STOP_MAX = Duration.ofSeconds(7);

    private static final Logger LOGGER = LoggerFactory.getLogger(Supervisor.class);

    private final List<Component> components;
    private final Progress progress;
    private final Duration stopMax;
    private final CompletableFuture<String> died = new CompletableFuture<>();
    private final AtomicBoolean stopping = new AtomicBoolean();

    /**
     * @param components each after those it needs
     * @param progress hears how the start goes
     * @param stopMax how long one layer of components gets to stop, normally {@link #STOP_MAX}
     */
    Supervisor(List<Component> components, Progress progress, Duration stopMax) {
        this.components = List.copyOf(components);
        this.progress = progress;
        this.stopMax = stopMax;
    }

    /**
     * Returns when every component is ready.
     *
     * @throws StackException if one cannot start; the others are stopped by then
     */
    public void start() {
        PortCheck.requireFree(components.stream().flatMap(component -> component.ports().stream()).toList());
        progress.starting(components.stream().map(Component::name).toList());
        Map<String, CompletableFuture<Void>> ready = new HashMap<>();
        for (Component component : components) {
            CompletableFuture<?>[] needs = component.needs().stream().map(ready::get).toArray(CompletableFuture[]::new);
            ready.put(component.name(),
                    CompletableFuture.allOf(needs).thenRunAsync(() -> bring(component), Supervisor::onThread));
        }
        try {
            CompletableFuture.anyOf(CompletableFuture.allOf(ready.values().toArray(CompletableFuture[]::new)),
                    firstFailure(ready.values())).join();
        } catch (CompletionException e) {
            close();
            throw e.getCause() instanceof StackException known
                    ? known
                    : new StackException("the stack cannot start", e);
        }
    }

    /** Completes, with a line for people, when a component that was ready ends by itself. */
    public CompletableFuture<String> died() {
        return died;
    }

    /** Stops what needs others before what it needs, the members of a layer at once. Stopping twice does nothing more. */
    @Override
    public void close() {
        if (stopping.getAndSet(true)) {
            return;
        }
        stopAll(components.stream().filter(component -> !component.needs().isEmpty()).toList());
        stopAll(components.stream().filter(component -> component.needs().isEmpty()).toList());
    }

    private void bring(Component component) {
        long started = System.nanoTime();
        try {
            if (stopping.get()) {
                throw new StackException("stopped before " + component.name() + " was started");
            }
            var _ = component.died().thenAccept(line -> {
                if (!stopping.get()) {
                    died.complete(line);
                }
            });
            component.start();
            awaitReady(component);
            progress.ready(component.name(), Duration.ofNanos(System.nanoTime() - started));
        } catch (Exception e) {
            LOGGER.atError().setCause(e).addKeyValue("component", component.name()).log("start failed");
            progress.failed(component.name(), Duration.ofNanos(System.nanoTime() - started));
            throw e instanceof StackException known
                    ? known
                    : new StackException(component.name() + " cannot start: " + e.getMessage(), e);
        }
    }

    private void awaitReady(Component component) {
        Bound bound = Bound.of(START_MAX);
        while (!component.isReady()) {
            String line = component.died().getNow("");
            if (!line.isEmpty()) {
                throw new StackException(line);
            }
            if (stopping.get()) {
                throw new StackException("stopped before " + component.name() + " was ready");
            }
            if (bound.isOver()) {
                throw new StackException(component.name() + " was not ready within " + START_MAX.toSeconds() + " s: "
                        + component.lastError());
            }
            bound.pause();
        }
    }

    private static CompletableFuture<Void> firstFailure(Iterable<CompletableFuture<Void>> starts) {
        CompletableFuture<Void> failure = new CompletableFuture<>();
        for (CompletableFuture<Void> start : starts) {
            var _ = start.whenComplete((_, e) -> {
                if (e != null) {
                    failure.completeExceptionally(e);
                }
            });
        }
        return failure;
    }

    private void stopAll(List<Component> layer) {
        List<Thread> stops = new ArrayList<>();
        for (Component component : layer) {
            stops.add(onThread(component::stop));
        }
        Bound bound = Bound.of(stopMax);
        for (Thread stop : stops) {
            try {
                stop.join(bound.left());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private static Thread onThread(Runnable task) {
        return Thread.ofPlatform().name("palimpsest-supervisor").daemon().start(task);
    }
}
