package dev.palimpsest.query.mcp;

import io.javalin.http.ForbiddenResponse;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which web pages may call. None but our own: a page of somebody else's whose name was made to lead here (DNS rebinding) says
 * its own name in the header {@code Origin}, whatever address it reached.
 */
final class Origins {

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private final String host;

    /** @param host the address that is listened on */
    Origins(String host) {
        this.host = host.toLowerCase(Locale.ROOT);
    }

    /**
     * Refuses a page that is not ours. Programs send no origin and pass.
     *
     * @param origin the header; null where there is none
     * @param asked  the header {@code Host}; counts only where more is listened on than loopback
     */
    void require(@Nullable String origin, @Nullable String asked) {
        if (origin != null && !isOwn(name(origin), asked)) {
            throw new ForbiddenResponse("pages of " + (origin.length() > 80 ? origin.substring(0, 80) : origin)
                    + " may not call this server");
        }
    }

    private boolean isOwn(String name, @Nullable String asked) {
        boolean local = LOOPBACK.contains(host) || host.equals("::1");
        return LOOPBACK.contains(name) || name.equals(host)
                || (!local && asked != null && name.equals(name("//" + asked)));
    }

    private static String name(String origin) {
        try {
            String name = URI.create(origin).getHost();
            return name == null ? "" : name.toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException _) {
            return "";
        }
    }
}
