package dev.palimpsest.query.mcp;

import dev.palimpsest.access.Caller;
import dev.palimpsest.access.Refusal;
import dev.palimpsest.query.mcp.tool.Cancellation;
import io.modelcontextprotocol.spec.McpStreamableServerSession;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One client's session: whose it is, and which of its calls are running. Safe for several threads. */
final class Session {

    /** Most calls at once. */
    static final int CALLS_MAX = 32;

    private final McpStreamableServerSession protocol;
    private final Caller caller;
    private final Map<Object, Cancellation> running = new HashMap<>();
    private Instant lastUsed;

    Session(McpStreamableServerSession protocol, Caller caller, Instant now) {
        this.protocol = protocol;
        this.caller = caller;
        this.lastUsed = now;
    }

    String id() {
        return protocol.getId();
    }

    McpStreamableServerSession protocol() {
        return protocol;
    }

    Caller caller() {
        return caller;
    }

    synchronized Instant lastUsed() {
        return lastUsed;
    }

    synchronized boolean isBusy() {
        return !running.isEmpty();
    }

    synchronized void use(Instant now) {
        lastUsed = now;
    }

    /**
     * A call begins.
     *
     * @throws Refusal where another of the same id is running, or too many are
     */
    synchronized Cancellation begin(Object request) {
        if (running.containsKey(request)) {
            throw Refusal.badRequest("a request of the same id is running");
        }
        if (running.size() >= CALLS_MAX) {
            throw Refusal.tooFast("a session has at most " + CALLS_MAX + " calls at once");
        }
        Cancellation cancellation = new Cancellation();
        running.put(request, cancellation);
        return cancellation;
    }

    synchronized void end(Object request, Instant now) {
        running.remove(request);
        lastUsed = now;
    }

    /** Asks a call to end; nothing happens where it is over. */
    void cancel(@Nullable Object request) {
        Cancellation cancellation;
        synchronized (this) {
            cancellation = running.get(request);
        }
        if (cancellation != null) {
            cancellation.cancel();
        }
    }

    synchronized void cancelAll() {
        running.values().forEach(Cancellation::cancel);
    }
}
