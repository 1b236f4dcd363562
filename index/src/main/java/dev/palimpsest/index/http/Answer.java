package dev.palimpsest.index.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Set;

/**
 * What a server answered.
 *
 * @param status     HTTP status
 * @param body       the JSON document; a missing node where the body was none
 * @param retryAfter what the server asks to wait, at most {@link JsonHttp#RETRY_AFTER_MAX}; zero where it does not say
 */
public record Answer(int status, JsonNode body, Duration retryAfter) {

    private static final Set<Integer> BUSY = Set.of(429, 502, 503, 504);

    public boolean ok() {
        return status / 100 == 2;
    }

    /** Whether the same request may do better later. */
    public boolean busy() {
        return BUSY.contains(status);
    }
}
