package dev.palimpsest.access;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.security.RouteRole;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** Who comes in, and what for. */
final class Entrance {

    static final String CALLER = "caller";

    /** Answers held back at once; a wrong credential beyond is refused at once and told to come later. */
    private static final int HELD_MAX = 500;

    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");

    private final Credentials credentials;
    private final @Nullable Caller anybody;
    private final Set<String> open;
    private final GuessDelay delay = new GuessDelay();
    private final Semaphore held = new Semaphore(HELD_MAX);

    /**
     * @param anybody who comes without a credential; null where nobody may
     * @param open    beginnings of paths that ask for none
     */
    Entrance(Credentials credentials, @Nullable Caller anybody, Set<String> open) {
        this.credentials = credentials;
        this.anybody = anybody;
        this.open = open;
    }

    /** Asks every request for its credential, whether there is such a route or not, and every route's caller for its right. */
    void addTo(RoutesConfig routes) {
        routes.before(ctx -> {
            if (!isOpen(ctx.path())) {
                ctx.attribute(CALLER, caller(ctx));
            }
        });
        routes.beforeMatched(ctx -> {
            if (!isOpen(ctx.path())) {
                require(Door.caller(ctx), ctx.routeRoles());
            }
        });
    }

    /** A route without a right is nobody's: it was forgotten, and what is forgotten stays shut. */
    private static void require(Caller caller, Set<RouteRole> rights) {
        if (rights.isEmpty()) {
            throw Refusal.forbidden(Right.ADMIN);
        }
        for (RouteRole right : rights) {
            caller.require((Right) right);
        }
    }

    private Caller caller(Context ctx) {
        Optional<String> secret = secret(ctx);
        if (secret.isEmpty() && anybody != null) {
            requireProgram(ctx);
            return anybody;
        }
        return secret.flatMap(credentials::of).orElseThrow(() -> refused(ctx, secret.isPresent()));
    }

    /** Whoever comes is let in, but for pages of the web that a browser on this machine shows, under whatever name they came. */
    private static void requireProgram(Context ctx) {
        String host = String.valueOf(ctx.header("Host")).replaceFirst(":\\d+$", "");
        String origin = ctx.header("Origin");
        String site = ctx.header("Sec-Fetch-Site");
        boolean own = LOOPBACK.contains(host) && (origin == null || origin.equals("http://" + ctx.header("Host")))
                && (site == null || site.equals("none") || site.equals("same-origin"));
        if (!own) {
            throw Refusal.unauthorized();
        }
    }

    private Refusal refused(Context ctx, boolean guessed) {
        Duration wait = guessed ? delay.after(ctx.ip(), Instant.now()) : Duration.ZERO;
        if (wait.isZero()) {
            return Refusal.unauthorized();
        }
        if (!held.tryAcquire()) {
            return Refusal.tooFast("too many wrong credentials at once: ask again in a few seconds");
        }
        try {
            Thread.sleep(wait);
            return Refusal.unauthorized();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Refusal.unauthorized();
        } finally {
            held.release();
        }
    }

    private boolean isOpen(String path) {
        return path.startsWith("/health/") || open.stream().anyMatch(path::startsWith);
    }

    private static Optional<String> secret(Context ctx) {
        String key = ctx.header("X-API-Key");
        if (key != null) {
            return Optional.of(key.strip());
        }
        String authorization = ctx.header("Authorization");
        if (authorization == null) {
            return Optional.empty();
        }
        int space = authorization.indexOf(' ');
        String scheme = space < 0 ? "" : authorization.substring(0, space);
        return scheme.equalsIgnoreCase("Bearer") || scheme.equalsIgnoreCase("Token")
                ? Optional.of(authorization.substring(space + 1).strip())
                : Optional.of("");
    }
}
