package dev.palimpsest.query.mcp;

import dev.palimpsest.query.mcp.tool.Cancellation;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpStreamableServerTransport;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * The answer to one request: plain JSON where the response is all there is to say, and a stream of events from the first
 * notification on. A request that was cancelled is not answered. Safe for several threads.
 */
final class Answering implements McpStreamableServerTransport {

    private final HttpServletResponse response;
    private final McpJsonMapper json;
    private final Cancellation cancellation;
    private final boolean streams;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable OutputStream stream;
    private volatile boolean answered;

    /** @param streams whether the client takes a stream of events */
    Answering(HttpServletResponse response, McpJsonMapper json, Cancellation cancellation, boolean streams) {
        this.response = response;
        this.json = json;
        this.cancellation = cancellation;
        this.streams = streams;
    }

    /** Whether the response has been sent. */
    boolean isAnswered() {
        return answered;
    }

    @Override
    public Mono<Void> sendMessage(McpSchema.JSONRPCMessage message) {
        return Mono.fromRunnable(() -> send(message));
    }

    @Override
    public Mono<Void> sendMessage(McpSchema.JSONRPCMessage message, String id) {
        return sendMessage(message);
    }

    private void send(McpSchema.JSONRPCMessage message) {
        boolean last = message instanceof McpSchema.JSONRPCResponse;
        if (cancellation.isCancelled() || (!last && !streams)) {
            return;
        }
        lock.lock();
        try {
            String text = json.writeValueAsString(message);
            if (last) {
                answered = true;
            }
            if (last && stream == null) {
                response.setContentType("application/json;charset=utf-8");
                response.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
                return;
            }
            OutputStream out = stream;
            if (out == null) {
                response.setContentType("text/event-stream;charset=utf-8");
                response.setHeader("Cache-Control", "no-cache");
                response.setHeader("X-Accel-Buffering", "no");
                out = response.getOutputStream();
                stream = out;
            }
            out.write(("event: message\ndata: " + text + "\n\n").getBytes(StandardCharsets.UTF_8));
            out.flush();
        } catch (IOException e) {
            if (last) {
                throw new UncheckedIOException("the client is gone", e);
            } // a client that is gone wants no news; what it asked for is done all the same
        } finally {
            lock.unlock();
        }
    }

    @Override
    public <T> T unmarshalFrom(Object data, TypeRef<T> type) {
        return json.convertValue(data, type);
    }

    @Override
    public Mono<Void> closeGracefully() {
        return Mono.empty();
    }
}
