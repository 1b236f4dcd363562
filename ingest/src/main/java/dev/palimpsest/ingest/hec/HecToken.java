package dev.palimpsest.ingest.hec;

import dev.palimpsest.access.Caller;
import dev.palimpsest.access.Credentials;
import dev.palimpsest.access.Right;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads the token of a request: {@code Splunk TOKEN}, or HTTP's basic form with the token as the password. */
final class HecToken {

    private HecToken() {}

    /** Whose token it is. */
    static Caller caller(Context ctx, Credentials credentials) {
        String header = ctx.header("Authorization");
        if (header == null || header.isBlank()) {
            throw new HecRefusal(HecAnswer.TOKEN_REQUIRED);
        }
        String token = token(header.strip());
        if (token == null || token.isEmpty()) {
            throw new HecRefusal(HecAnswer.INVALID_AUTHORIZATION);
        }
        return credentials.of(token).filter(caller -> caller.may(Right.FEED))
                .orElseThrow(() -> new HecRefusal(HecAnswer.INVALID_TOKEN));
    }

    private static @Nullable String token(String header) {
        int space = header.indexOf(' ');
        String rest = header.substring(space + 1).strip();
        return switch (header.substring(0, Math.max(space, 0)).toLowerCase(Locale.ROOT)) {
            case "splunk", "bearer" -> rest;
            case "basic" -> password(rest);
            default -> null;
        };
    }

    private static @Nullable String password(String base64) {
        try {
            String pair = new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            return colon < 0 ? null : pair.substring(colon + 1);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
