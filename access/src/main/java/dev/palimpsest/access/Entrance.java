package dev.palimpsest.access;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.security.RouteRole;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Who comes in, and what for. */
final class Entrance {

    static final String CALLER = "caller";
    static final String AGAIN = "caller-again";

    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");

    private final Credentials credentials;
    private final @Nullable Caller anybody;
    private final Set<String> open;
    private final Guesses guesses = new Guesses();
    private final @Nullable RateLimit limit;

    /**
     * @param anybody who comes without a credential; null where nobody may
     * @param open    beginnings of paths that ask for none
     * @param limit   of each caller's requests; null for none
     */
    Entrance(Credentials credentials, @Nullable Caller anybody, Set<String> open, @Nullable RateLimit limit) {
        this.limit = limit;
        this.credentials = credentials;
        this.anybody = anybody;
        this.open = open;
    }

    /** Asks every request for its credential, whether there is such a route or not, and every route's caller for its right. */
    void addTo(RoutesConfig routes) {
        routes.before(ctx -> {
            if (!isOpen(ctx.path())) {
                ctx.attribute(CALLER, caller(ctx));
                ctx.attribute(AGAIN, again(secret(ctx)));
            }
        });
        routes.beforeMatched(ctx -> {
            if (!isOpen(ctx.path())) {
                count(ctx);
                require(Door.caller(ctx), ctx.routeRoles());
            }
        });
    }

    /** Who that credential lets in at any later time; for answers that last longer than what was asked at their beginning is true. */
    private Supplier<Optional<Caller>> again(Optional<String> secret) {
        return () -> secret.isEmpty() ? Optional.ofNullable(anybody) : secret.flatMap(credentials::of);
    }

    /** Deliveries are not counted: a request of theirs may hold one event or thousands, so sources are paced by events instead. */
    private void count(Context ctx) {
        if (limit == null || ctx.routeRoles().contains(Right.FEED)) {
            return;
        }
        RateLimit.Told told = limit.take(Door.caller(ctx), System.nanoTime());
        ctx.header("RateLimit-Policy", limit.policy()).header("RateLimit", RateLimit.header(told));
        if (!told.admitted()) {
            ctx.header("Retry-After", Long.toString(told.pause()));
            throw Refusal.tooFast("more requests than this key may make: ask again in " + told.pause() + " s");
        }
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
        if (!guessed) {
            return Refusal.unauthorized();
        }
        return guesses.holdBack(ctx.ip())
                ? Refusal.wrongCredential()
                : Refusal.tooFast("too many wrong credentials at once: ask again in a few seconds");
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
