package dev.palimpsest.query.mcp;

import com.fasterxml.jackson.databind.DeserializationFeature;
import dev.palimpsest.access.Caller;
import dev.palimpsest.access.Door;
import dev.palimpsest.access.Refusal;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.query.mcp.tool.Call;
import dev.palimpsest.query.mcp.tool.Cancellation;
import dev.palimpsest.query.mcp.tool.Permission;
import io.javalin.http.Context;
import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.json.jackson2.JacksonMcpJsonMapper;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCNotification;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;
import io.modelcontextprotocol.spec.McpStreamableServerSession;
import io.modelcontextprotocol.spec.McpStreamableServerTransportProvider;
import io.modelcontextprotocol.spec.ProtocolVersions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * MCP's streamable HTTP over Javalin's routes, for the SDK's server. The SDK's own servlet knows no owner and no end of a
 * session, and passes no cancellation on. This server begins no talk by itself, so there is no stream to listen on (GET is
 * 405), and every message of a call is in the answer to its POST.
 */
final class Transport implements McpStreamableServerTransportProvider {

    static final String SESSION = "Mcp-Session-Id";

    /** Under this name a handler finds its {@link Call}, which tells no progress yet. */
    static final String CALL = "call";

    private static final String VERSION = "MCP-Protocol-Version";
    private static final String CANCELLED = "notifications/cancelled";
    private static final int MESSAGE_BYTES_MAX = 4 << 20;
    private static final List<String> VERSIONS = List.of(ProtocolVersions.MCP_2024_11_05,
            ProtocolVersions.MCP_2025_03_26, ProtocolVersions.MCP_2025_06_18, ProtocolVersions.MCP_2025_11_25);

    private final McpJsonMapper json = new JacksonMcpJsonMapper(
            Door.JSON.copy().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES));
    private final Sessions sessions;
    private final Origins origins;
    private final Permission permission;
    private final InstantSource clock;
    private final Map<String, BiFunction<Call, Map<String, Object>, Object>> own = new HashMap<>();
    private McpStreamableServerSession.@Nullable Factory factory;

    Transport(Origins origins, Permission permission, InstantSource clock) {
        this.sessions = new Sessions(clock);
        this.origins = origins;
        this.permission = permission;
        this.clock = clock;
    }

    McpJsonMapper json() {
        return json;
    }

    /** Answers a method here and not in the SDK's server, which knows one list for everybody. Before the first request only. */
    void answer(String method, BiFunction<Call, Map<String, Object>, Object> answer) {
        own.put(method, answer);
    }

    /** Takes one message. */
    void post(Context ctx) {
        Caller caller = admit(ctx);
        switch (message(ctx)) {
            case JSONRPCRequest request when request.method().equals(McpSchema.METHOD_INITIALIZE) ->
                initialize(ctx, caller, request);
            case JSONRPCRequest request -> call(ctx, caller, session(ctx, caller), request);
            case JSONRPCNotification note when note.method().equals(CANCELLED) -> {
                session(ctx, caller).cancel(parameters(note.params()).get("requestId"));
                ctx.status(202);
            }
            case JSONRPCNotification note -> {
                session(ctx, caller).protocol().accept(note).onErrorComplete().block();
                ctx.status(202);
            }
            case JSONRPCResponse _ -> { // nothing was asked of the client
                session(ctx, caller);
                ctx.status(202);
            }
            default -> throw Refusal.badRequest("no JSON-RPC message");
        }
    }

    /** Ends a session. */
    void delete(Context ctx) {
        Caller caller = admit(ctx);
        sessions.end(session(ctx, caller));
        ctx.status(204);
    }

    /** There is nothing to listen to. */
    void get(Context ctx) {
        admit(ctx);
        ctx.status(405).header("Allow", "POST, DELETE").result("");
    }

    private Caller admit(Context ctx) {
        origins.require(ctx.header("Origin"), ctx.header("Host"));
        String version = ctx.header(VERSION);
        if (version != null && !VERSIONS.contains(version)) {
            throw Refusal.badRequest("the protocol versions here are " + String.join(", ", VERSIONS));
        }
        return Door.caller(ctx);
    }

    private Session session(Context ctx, Caller caller) {
        return sessions.require(caller, ctx.header(SESSION));
    }

    private JSONRPCMessage message(Context ctx) {
        byte[] body = ctx.bodyAsBytes();
        if (body.length > MESSAGE_BYTES_MAX) {
            throw Refusal.tooLarge("a message has at most " + MESSAGE_BYTES_MAX + " bytes");
        }
        try {
            if (Door.JSON.readTree(body).isObject()) {
                JSONRPCMessage message = McpSchema.deserializeJsonRpcMessage(json,
                        new String(body, StandardCharsets.UTF_8));
                if (isWhole(message)) {
                    return message;
                }
            }
        } catch (IOException | IllegalArgumentException e) {
            // refused below
        }
        throw Refusal.badRequest("the body is no JSON-RPC message; batches are not taken");
    }

    /** The SDK takes messages without the members that make them what they are. */
    private static boolean isWhole(JSONRPCMessage message) {
        return switch (message) {
            case JSONRPCRequest request -> request.method() != null
                    && (request.id() instanceof String || request.id() instanceof Number);
            case JSONRPCNotification note -> note.method() != null;
            default -> true;
        };
    }

    private void initialize(Context ctx, Caller caller, JSONRPCRequest request) {
        if (factory == null) {
            throw Refusal.unavailable("the server is starting");
        }
        McpSchema.@Nullable InitializeRequest wanted;
        try {
            wanted = json.convertValue(request.params(), new TypeRef<McpSchema.InitializeRequest>() {
            });
        } catch (IllegalArgumentException e) {
            wanted = null;
        }
        if (wanted == null || wanted.protocolVersion() == null || wanted.clientInfo() == null) {
            throw Refusal.badRequest("initialize takes protocolVersion, capabilities and clientInfo");
        }
        var begun = factory.startSession(wanted);
        Session session = new Session(begun.session(), caller, clock.instant());
        McpSchema.InitializeResult result = begun.initResult().block();
        sessions.add(session);
        ctx.header(SESSION, session.id());
        write(ctx, JSONRPCResponse.result(request.id(), result));
    }

    private void call(Context ctx, Caller caller, Session session, JSONRPCRequest request) {
        Cancellation cancellation = session.begin(request.id());
        try {
            Call call = new Call(caller, user(ctx), permission, cancellation, Call.Progress.NONE);
            String accept = Optional.ofNullable(ctx.header("Accept")).orElse("");
            Answering answering = new Answering(ctx.res(), json, cancellation, accept.contains("text/event-stream"));
            var answer = own.get(request.method());
            if (answer == null) {
                session.protocol().responseStream(answering).handle(request).contextWrite(
                        context -> context.put(McpTransportContext.KEY, McpTransportContext.create(Map.of(CALL, call))))
                        .block();
            } else {
                answering.sendMessage(answered(answer, call, request)).block();
            }
            if (!answering.isAnswered() && !cancellation.isCancelled()) {
                throw new IllegalStateException("a request was left without an answer: " + request.method());
            }
        } finally {
            session.end(request.id(), clock.instant());
        }
    }

    private static JSONRPCResponse answered(BiFunction<Call, Map<String, Object>, Object> answer, Call call,
            JSONRPCRequest request) {
        try {
            return JSONRPCResponse.result(request.id(), answer.apply(call, parameters(request.params())));
        } catch (io.modelcontextprotocol.spec.McpError e) {
            return JSONRPCResponse.error(request.id(), e.getJsonRpcError());
        }
    }

    /** Whom the address names, as OpenMemory's addresses do; who may do what is the credential's alone. */
    private static Optional<Subject> user(Context ctx) {
        return Optional.ofNullable(ctx.pathParamMap().get("user")).map(name -> new Subject("user", name));
    }

    private static Map<String, Object> parameters(@Nullable Object params) {
        Map<String, Object> read = new HashMap<>();
        if (params instanceof Map<?, ?> map) {
            map.forEach((name, value) -> read.put(String.valueOf(name), value));
        }
        return read;
    }

    private void write(Context ctx, Object message) {
        try {
            ctx.contentType("application/json").result(json.writeValueAsBytes(message));
        } catch (IOException e) {
            throw new IllegalStateException("a message that is no JSON", e);
        }
    }

    @Override
    public void setSessionFactory(McpStreamableServerSession.Factory sessionFactory) {
        this.factory = sessionFactory;
    }

    @Override
    public List<String> protocolVersions() {
        return VERSIONS;
    }

    /** Nobody listens. */
    @Override
    public Mono<Void> notifyClients(String method, Object params) {
        return Mono.empty();
    }

    @Override
    public Mono<Void> closeGracefully() {
        return Mono.fromRunnable(sessions::endAll);
    }
}
