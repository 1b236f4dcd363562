package dev.palimpsest.access;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.palimpsest.memory.TenantId;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.Key;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.router.Endpoint;
import io.javalin.security.Roles;
import io.javalin.validation.ValidationException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What every HTTP door has in common: credentials on everything but health, limits, and errors as problem details
 * (RFC 9457) that say what and where and show nothing of the inside.
 */
public final class Door implements AutoCloseable {

    /** How this product reads and writes JSON: times as ISO 8601 text. Safe for several threads. */
    public static final ObjectMapper JSON = JsonMapper.builder().addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS).build();

    static final String PROBLEM = "application/problem+json";
    private static final Logger LOGGER = LoggerFactory.getLogger(Door.class);
    private static final String REQUEST_ID = "X-Request-Id";
    private static final Pattern REQUEST_ID_FORM = Pattern.compile("[\\w.-]{1,64}");
    private static final int HEADER_BYTES_MAX = 16 * 1024;

    /** Longer than clients keep a connection that is idle (usually 60 s at most): who closes first must be who sends next. */
    private static final Duration IDLE_MAX = Duration.ofSeconds(75);

    /** Connections that wait until they are taken: with the JDK's 50, some of two hundred clients that come at once are turned away. */
    private static final int WAITING_MAX = 1_024;
    private static final int DRAINED_BYTES_MAX = 64 * 1024;

    private static final Key<AtomicReference<Javalin>> SERVER = new Key<>("server");

    private final Javalin server;

    private Door(Javalin server) {
        this.server = server;
    }

    /**
     * Refuses what a route does not know: a filter that is misspelt must not let through what it should keep away.
     *
     * @throws Refusal naming the parameter and what there is
     */
    public static void onlyParameters(Context ctx, String... known) {
        ctx.queryParamMap().keySet().stream().filter(name -> !Set.of(known).contains(name)).findFirst()
                .ifPresent(name -> {
                    throw Refusal.badRequest("there is no parameter " + name + " here"
                            + (known.length == 0 ? "" : "; there is " + String.join(", ", known)));
                });
    }

    /**
     * Opens a door.
     *
     * @param open   paths that begin with one of these need no credential
     * @param routes what is served beside {@code /health/live} and {@code /health/ready}
     */
    public static Door open(DoorConfig config, Credentials credentials, Health health, Consumer<RoutesConfig> routes,
            String... open) {
        Caller anybody = config.noAuth() ? Caller.admin(new TenantId("default"), "anybody") : null;
        AtomicReference<Javalin> itself = new AtomicReference<>();
        Javalin server = Javalin.create(javalin -> {
            basics(javalin, config);
            javalin.appData(SERVER, itself);
            headers(javalin.routes, config.tls() != null);
            RateLimit limit = config.rateLimit() == 0 ? null : new RateLimit(config.rateLimit());
            new Entrance(credentials, anybody, Set.of(open), limit).addTo(javalin.routes);
            javalin.routes.get("/health/live", ctx -> json(ctx, Map.of("status", "live")));
            javalin.routes.get("/health/ready", ctx -> ready(ctx, health));
            routes.accept(javalin.routes);
            errors(javalin.routes);
            javalin.routes.after(Door::drain);
        });
        itself.set(server);
        return new Door(server.start());
    }

    /**
     * A route of this door.
     *
     * @param rights    what it asks for; empty where it is shut, or open to all
     * @param operation what is said of it; null where its wire form is somebody else's
     */
    public record Route(String method, String path, Set<Right> rights, @Nullable Operation operation) {}

    /** All routes, in the order in which they were added. */
    public List<Route> routes() {
        return routes(server);
    }

    /** All routes of the door that a request came through. */
    public static List<Route> routes(Context ctx) {
        return routes(Objects.requireNonNull(ctx.appData(SERVER).get(), "a request before the door was open"));
    }

    private static List<Route> routes(Javalin server) {
        return server.unsafe.internalRouter.allHttpHandlers().stream().map(parsed -> parsed.endpoint)
                .filter(endpoint -> endpoint.method.isHttpMethod())
                .map(endpoint -> new Route(endpoint.method.name(), endpoint.path, rights(endpoint),
                        endpoint.metadata(Operation.class)))
                .toList();
    }

    private static Set<Right> rights(Endpoint endpoint) {
        Roles roles = endpoint.metadata(Roles.class);
        return roles == null
                ? Set.of()
                : roles.getRoles().stream().map(Right.class::cast).collect(Collectors.toUnmodifiableSet());
    }

    /** The port it listens on. */
    public int port() {
        return server.port();
    }

    /** Who is calling. Only within a request that needed a credential. */
    public static Caller caller(Context ctx) {
        Caller caller = ctx.attribute(Entrance.CALLER);
        if (caller == null) {
            throw Refusal.unauthorized();
        }
        return caller;
    }

    /**
     * Whom the request's credential lets in whenever it is asked, on any thread; empty once it is revoked or has expired. For answers that go on for
     * long. It throws a {@link Refusal} where that cannot be told at the time.
     */
    public static Supplier<Optional<Caller>> again(Context ctx) {
        Supplier<Optional<Caller>> again = ctx.attribute(Entrance.AGAIN);
        if (again == null) {
            throw Refusal.unauthorized();
        }
        return again;
    }

    /** Answers with the value as JSON. */
    public static void json(Context ctx, Object value) {
        try {
            ctx.contentType("application/json").result(JSON.writeValueAsBytes(value));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an answer that is no JSON: " + value.getClass().getName(), e);
        }
    }

    @Override
    public void close() {
        server.stop();
    }

    private static void basics(JavalinConfig javalin, DoorConfig config) {
        javalin.startup.showJavalinBanner = false;
        javalin.startup.showOldJavalinVersionWarning = false;
        javalin.startup.startupWatcherEnabled = false;
        javalin.concurrency.useVirtualThreads = true;
        javalin.http.maxRequestSize = config.bodyBytesMax();
        javalin.http.defaultContentType = "application/json";
        // Clients put ids into paths, escaped, and join addresses with a slash too many; no answer is a redirect.
        javalin.router.treatMultipleSlashesAsSingleSlash = true;
        javalin.jetty.modifyServer(server -> server.setErrorHandler(new ServerErrors()));
        javalin.jetty.addConnector((server, http) -> connector(server, http, config));
        javalin.jetty.modifyHttpConfiguration(http -> {
            http.setSendServerVersion(false);
            http.setRequestHeaderSize(HEADER_BYTES_MAX);
            http.setUriCompliance(UriCompliance.DEFAULT.with("ids in paths",
                    UriCompliance.Violation.AMBIGUOUS_PATH_SEPARATOR, UriCompliance.Violation.AMBIGUOUS_PATH_ENCODING,
                    UriCompliance.Violation.AMBIGUOUS_EMPTY_SEGMENT));
        });
        javalin.jetty.modifyServletContextHandler(
                handler -> handler.getServletHandler().setDecodeAmbiguousURIs(true));
    }

    private static Connector connector(Server server, HttpConfiguration http, DoorConfig config) {
        DoorConfig.Tls tls = config.tls();
        ServerConnector connector = tls == null
                ? new ServerConnector(server, new HttpConnectionFactory(http))
                : TlsConnector.on(server, http, tls);
        connector.setHost(config.host());
        connector.setPort(config.port());
        connector.setIdleTimeout(IDLE_MAX.toMillis());
        connector.setAcceptQueueSize(WAITING_MAX);
        return connector;
    }

    private static void headers(RoutesConfig routes, boolean secure) {
        routes.before(ctx -> {
            String given = ctx.header(REQUEST_ID);
            String id = given != null && REQUEST_ID_FORM.matcher(given).matches()
                    ? given
                    : UUID.randomUUID().toString();
            ctx.attribute(REQUEST_ID, id);
            ctx.header(REQUEST_ID, id).header("X-Content-Type-Options", "nosniff").header("Cache-Control", "no-store")
                    .header("Referrer-Policy", "no-referrer")
                    .header("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
            if (secure) {
                ctx.header("Strict-Transport-Security", "max-age=31536000");
            }
        });
    }

    /**
     * Reads the rest of a request that was answered without it: the server would close the connection behind the answer, and fail a
     * client that sends its next request through it. Where too much is left, the client is told that the connection ends.
     */
    private static void drain(Context ctx) {
        if (ctx.header("Expect") != null || ctx.req().getContentLengthLong() > DRAINED_BYTES_MAX) {
            ctx.header("Connection", "close"); // reading would ask for what is not wanted
            return;
        }
        try {
            byte[] rest = ctx.req().getInputStream().readNBytes(DRAINED_BYTES_MAX);
            if (rest.length == DRAINED_BYTES_MAX) {
                ctx.header("Connection", "close");
            }
        } catch (IOException | IllegalStateException e) {
            ctx.header("Connection", "close");
        }
    }

    private static void ready(Context ctx, Health health) {
        Map<String, String> problems = health.problems();
        ctx.status(problems.isEmpty() ? 200 : 503);
        json(ctx, Map.of("status", problems.isEmpty() ? "ready" : "not ready", "problems", problems, "alarms",
                health.alarms()));
    }

    private static void errors(RoutesConfig routes) {
        routes.exception(Refusal.class, (e, ctx) -> problem(ctx, e));
        routes.exception(IllegalArgumentException.class,
                (e, ctx) -> problem(ctx, 400, "Bad request", String.valueOf(e.getMessage())));
        routes.exception(JsonProcessingException.class,
                (e, ctx) -> problem(ctx, 400, "Bad request", JsonFault.of(e)));
        routes.exception(ValidationException.class, (e, ctx) -> problem(ctx, 400, "Bad request",
                "not a usable value of: " + String.join(", ", e.getErrors().keySet())));
        routes.exception(HttpResponseException.class,
                (e, ctx) -> problem(ctx, e.getStatus(), "Refused", String.valueOf(e.getMessage())));
        routes.exception(Exception.class, (e, ctx) -> {
            String reference = String.valueOf(ctx.<String>attribute(REQUEST_ID));
            LOGGER.atError().addKeyValue("reference", reference).setCause(e).log("request failed");
            problem(ctx, 500, "Internal error", "the service's log has it under " + reference);
        });
        routes.error(404, ctx -> {
            if (!String.valueOf(ctx.res().getContentType()).startsWith(PROBLEM)) {
                problem(ctx, 404, "Not found", "no such resource: " + ctx.path());
            }
        });
    }

    /** Answers with problem details. For handlers of exceptions, which must not throw. */
    public static void problem(Context ctx, Refusal refusal) {
        if (refusal.status() == 429 && ctx.res().getHeader("Retry-After") == null) {
            ctx.header("Retry-After", "1");
        }
        problem(ctx, refusal.status(), refusal.title(), refusal.detail());
    }

    private static void problem(Context ctx, int status, String title, String detail) {
        json(ctx.status(status), Map.of("title", title, "status", status, "detail", detail, "error", detail));
        ctx.contentType(PROBLEM);
    }
}
