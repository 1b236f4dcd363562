package dev.palimpsest.ingest.hec;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * An answer as Splunk gives it.
 *
 * @param status  of HTTP
 * @param text    Splunk's words
 * @param code    Splunk's number for them
 * @param ackId   what to ask for later; null where no channel was named
 * @param invalid the event at fault, from 0; null where none is
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record HecAnswer(@JsonIgnore int status, String text, int code, @Nullable Long ackId,
        @JsonProperty("invalid-event-number") @Nullable Integer invalid) {

    static final HecAnswer TOKEN_REQUIRED = of(401, "Token is required", 2);
    static final HecAnswer INVALID_AUTHORIZATION = of(401, "Invalid authorization", 3);
    static final HecAnswer INVALID_TOKEN = of(403, "Invalid token", 4);
    static final HecAnswer NO_DATA = of(400, "No data", 5);
    static final HecAnswer INVALID_DATA = of(400, "Invalid data format", 6);
    static final HecAnswer BUSY = of(503, "Server is busy", 9);
    static final HecAnswer CHANNEL_MISSING = of(400, "Data channel is missing", 10);
    static final HecAnswer INVALID_CHANNEL = of(400, "Invalid data channel", 11);
    static final HecAnswer EVENT_REQUIRED = of(400, "Event field is required", 12);
    static final HecAnswer EVENT_BLANK = of(400, "Event field cannot be blank", 13);
    static final HecAnswer HEALTHY = of(200, "HEC is healthy", 17);
    static final HecAnswer UNHEALTHY = of(503, "HEC is unhealthy, queues are full", 18);
    static final HecAnswer TOO_LARGE = of(413, "Request entity too large", 27);

    static HecAnswer success(@Nullable Long ackId) {
        return new HecAnswer(200, "Success", 0, ackId, null);
    }

    /** The same about one event. */
    HecAnswer about(int event) {
        return new HecAnswer(status, text, code, null, event);
    }

    private static HecAnswer of(int status, String text, int code) {
        return new HecAnswer(status, text, code, null, null);
    }
}
