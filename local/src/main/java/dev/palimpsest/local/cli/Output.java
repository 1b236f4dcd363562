package dev.palimpsest.local.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.palimpsest.access.Door;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** How memories look on a terminal. */
final class Output {

    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter SECOND = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private static final int BEGIN_LENGTH = 200;

    private Output() {}

    static String pretty(JsonNode json) {
        try {
            return Door.JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("JSON that cannot be written", e);
        }
    }

    /** One memory in two lines: what it says, and what it is. */
    static String line(JsonNode memory) {
        String text = memory.path("text").asText("(sealed)").strip();
        boolean untrusted = memory.path("untrusted").asBoolean();
        return (untrusted ? fenced(text) : text) + "\n    " + memory.path("ref").asText() + "  "
                + memory.path("kind").asText() + "  " + memory.path("subject").asText() + "  "
                + minute(memory.path("lastSeen").asText()) + count(memory) + status(memory);
    }

    /** Words of somebody who may have chosen them to be read as an order: between marks that they cannot hold themselves. */
    static String fenced(String text) {
        return "⟦" + text.replace('⟦', '[').replace('⟧', ']') + "⟧";
    }

    /** The first part of a long text, never half a character. */
    static String begin(String text) {
        if (text.length() <= BEGIN_LENGTH) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(BEGIN_LENGTH - 1)) ? BEGIN_LENGTH - 1 : BEGIN_LENGTH;
        return text.substring(0, end) + "…";
    }

    static String minute(String instant) {
        return instant.isEmpty() ? "" : MINUTE.format(Instant.parse(instant));
    }

    static String second(String instant) {
        return instant.isEmpty() ? "" : SECOND.format(Instant.parse(instant));
    }

    private static String count(JsonNode memory) {
        long count = memory.path("count").asLong(1);
        return count > 1 ? "  " + count + " times" : "";
    }

    private static String status(JsonNode memory) {
        String status = memory.path("status").asText();
        return status.equals("current") ? "" : "  " + status;
    }
}
