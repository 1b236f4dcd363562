package dev.palimpsest.query.mcp;

import dev.palimpsest.access.Caller;
import dev.palimpsest.access.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The sessions that are open: each is known to its own credential alone, ends when it is idle, and gives way where its
 * credential has too many. A client whose session is gone is told 404 and begins another. Safe for several threads.
 */
final class Sessions {

    static final Duration IDLE_MAX = Duration.ofMinutes(30);
    static final int EACH_MAX = 64;
    /** Of all credentials of one tenant together, so that no tenant leaves the others without. */
    static final int TENANT_MAX = 1_024;

    static final int ALL_MAX = 4_096;

    private final InstantSource clock;
    private final Map<String, Session> open = new HashMap<>();

    Sessions(InstantSource clock) {
        this.clock = clock;
    }

    /** @throws Refusal where there are too many of all credentials of the tenant, or of all tenants, together */
    synchronized void add(Session session) {
        Instant now = clock.instant();
        List.copyOf(open.values()).stream().filter(each -> isIdle(each, now)).forEach(this::end);
        List<Session> own = open.values().stream().filter(each -> each.caller().equals(session.caller()))
                .sorted(Comparator.comparing(Session::lastUsed)).toList();
        own.stream().limit(Math.max(0, own.size() + 1 - EACH_MAX)).forEach(this::end);
        long ofTenant = open.values().stream()
                .filter(each -> each.caller().tenant().equals(session.caller().tenant())).count();
        if (ofTenant >= TENANT_MAX) {
            throw Refusal.tooFast("too many sessions of this tenant are open: end some, or ask again later");
        }
        if (open.size() >= ALL_MAX) {
            throw Refusal.unavailable("too many sessions are open");
        }
        open.put(session.id(), session);
    }

    /**
     * A session in use.
     *
     * @throws Refusal where there is none of that id, or it is another credential's: the answer is the same
     */
    synchronized Session require(Caller caller, @Nullable String id) {
        if (id == null || id.isBlank()) {
            throw Refusal
                    .badRequest("the header Mcp-Session-Id is missing: send initialize first, and the id it answers "
                            + "with on every request after");
        }
        Instant now = clock.instant();
        Session session = Optional.ofNullable(open.get(id)).filter(each -> each.caller().equals(caller))
                .orElseThrow(() -> Refusal.notFound("no such session: send initialize to begin one"));
        if (isIdle(session, now)) {
            end(session);
            throw Refusal.notFound("the session was idle for " + IDLE_MAX.toMinutes() + " minutes: send initialize");
        }
        session.use(now);
        return session;
    }

    /** Ends it and asks its calls to end. */
    synchronized void end(Session session) {
        open.remove(session.id());
        session.cancelAll();
    }

    synchronized void endAll() {
        List.copyOf(open.values()).forEach(this::end);
    }

    synchronized int size() {
        return open.size();
    }

    private static boolean isIdle(Session session, Instant now) {
        return !session.isBusy() && session.lastUsed().plus(IDLE_MAX).isBefore(now);
    }
}
