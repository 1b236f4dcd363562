package dev.palimpsest.ingest.hec;

import dev.palimpsest.access.Caller;
import dev.palimpsest.access.Credentials;
import dev.palimpsest.access.Right;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads the token of a request: {@code Splunk TOKEN}, or HTTP's basic form with the token as the password. Answers to wrong ones are
 * held back like those of every door.
 *
 * @param holdBack counts a wrong token from an address and returns when it may be answered; false where it is to come later
 */
record HecToken(Credentials credentials, Predicate<String> holdBack) {

    /** Whose token it is. */
    Caller caller(Context ctx) {
        String header = ctx.header("Authorization");
        if (header == null || header.isBlank()) {
            throw new HecRefusal(HecAnswer.TOKEN_REQUIRED);
        }
        String token = token(header.strip());
        if (token == null || token.isEmpty()) {
            throw new HecRefusal(HecAnswer.INVALID_AUTHORIZATION);
        }
        return credentials.of(token).filter(caller -> caller.may(Right.FEED))
                .orElseThrow(() -> new HecRefusal(holdBack.test(ctx.ip())
                        ? HecAnswer.INVALID_TOKEN
                        : HecAnswer.BUSY));
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
