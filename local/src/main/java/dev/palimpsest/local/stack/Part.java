package dev.palimpsest.local.stack;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A part of the system in a process of its own, which can be killed and started again on the same data. Each run has a log of its
 * own. For one thread at a time.
 */
public final class Part {

    /** What is run: everything after {@code java}. */
    @FunctionalInterface
    interface Command {
        List<String> arguments() throws IOException;
    }

    private static final Duration STOP_MAX = Duration.ofSeconds(7);

    private final String name;
    private final Path logs;
    private final Command command;
    private final BooleanSupplier ready;
    private int runs;
    private volatile boolean wasReady;
    private volatile @Nullable ChildJvm running;

    Part(String name, Path logs, Command command, BooleanSupplier ready) {
        this.name = name;
        this.logs = logs;
        this.command = command;
        this.ready = ready;
    }

    /** Its name among the parts. */
    public String name() {
        return name;
    }

    /** Starts it; returns before it is ready. */
    public void start() {
        ChildJvm child = new ChildJvm(name + "-" + ++runs, logs);
        try {
            child.start(command.arguments());
        } catch (IOException e) {
            throw new StackException(name + " cannot be started: " + e.getMessage(), e);
        }
        running = child;
        wasReady = false;
    }

    /** Ends it as {@code kill -9} does; returns once it is gone. */
    public void kill() {
        ChildJvm child = running;
        if (child != null) {
            child.kill();
        }
    }

    /** Whether it answered once since it was started last, as far as anybody waited for that. */
    public boolean wasReady() {
        return wasReady;
    }

    /** What it said when it ended without having been killed or stopped; empty while it runs. */
    public Optional<String> death() {
        ChildJvm child = running;
        return child == null ? Optional.empty() : Optional.ofNullable(child.died().getNow(null));
    }

    /**
     * Returns once it answers or ends by itself, with what it said then.
     *
     * @throws StackException where it does neither in time
     */
    public Optional<String> awaitReady(Duration most) {
        Bound bound = Bound.of(most);
        while (!ready.getAsBoolean()) {
            Optional<String> death = death();
            if (death.isPresent()) {
                return death;
            }
            if (bound.isOver()) {
                ChildJvm child = running;
                throw new StackException(name + " was not ready " + most.toSeconds() + " s after its start: "
                        + (child == null ? "it was never started" : child.lastError() + " (log: " + child.log() + ")"));
            }
            bound.pause();
        }
        wasReady = true;
        return Optional.empty();
    }

    /** Ends it in order, by force in the end. */
    void stop() {
        ChildJvm child = running;
        if (child != null) {
            child.stop(STOP_MAX);
        }
    }
}
