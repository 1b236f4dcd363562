package dev.palimpsest.local.stack;

import dev.palimpsest.local.stack.Ports.Port;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * One part of a running system. The supervisor calls {@link #start} once, then {@link #isReady} until it is true, and
 * {@link #stop} once, even when start failed half way or is still running on another thread.
 */
public interface Component {

    /** Returns the name shown to people; unique in a stack. */
    String name();

    /** Returns the names of the components that must be ready before this one starts. */
    default Set<String> needs() {
        return Set.of();
    }

    /** Returns the ports it listens on, so that a taken one is found before anything starts. */
    List<Port> ports();

    /** Begins to run; may return before the component is ready. Throws {@link StackException} with a line for people. */
    void start() throws Exception;

    /** Returns whether the component answers its own protocol now. A running process that does not answer is not ready. */
    boolean isReady();

    /** Returns what the component itself last complained about, for a start that takes too long; may be empty. */
    default String lastError() {
        return "";
    }

    /** Completes, with a line for people, when the component ends without having been told to. */
    CompletableFuture<String> died();

    /** Stops within {@link Supervisor#STOP_MAX}, by force in the end. Does nothing when not started. */
    void stop();
}
