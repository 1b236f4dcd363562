package dev.palimpsest.access;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is wrong with JSON that somebody sent, in the sender's terms: where, and what belongs there; nothing of what reads it. */
public final class JsonFault {

    private static final Map<Class<?>, String> EXPECTED = Map.ofEntries(Map.entry(String.class, "a text"),
            Map.entry(Boolean.class, "true or false"), Map.entry(boolean.class, "true or false"),
            Map.entry(Integer.class, "a whole number"), Map.entry(int.class, "a whole number"),
            Map.entry(Long.class, "a whole number"), Map.entry(long.class, "a whole number"),
            Map.entry(Double.class, "a number"), Map.entry(double.class, "a number"),
            Map.entry(Instant.class, "an instant such as 2026-01-31T12:00:00Z"),
            Map.entry(Duration.class, "a duration such as P30D"));

    private JsonFault() {}

    /** One line. */
    public static String of(JsonProcessingException fault) {
        return switch (fault) {
            case UnrecognizedPropertyException unknown -> "there is no " + path(unknown) + "; there is "
                    + unknown.getKnownPropertyIds().stream().map(String::valueOf).sorted()
                            .collect(Collectors.joining(", "));
            case MismatchedInputException mismatch -> (path(mismatch).isEmpty() ? "the body" : path(mismatch))
                    + " is not " + expected(mismatch.getTargetType());
            case JsonMappingException mapping -> path(mapping) + " is not what is expected there";
            default -> "the body is not whole JSON" + place(fault.getLocation());
        };
    }

    private static String expected(@Nullable Class<?> type) {
        if (type == null) {
            return "what is expected there";
        }
        String plain = EXPECTED.get(type);
        if (plain != null) {
            return plain;
        }
        return Collection.class.isAssignableFrom(type) ? "a list" : "an object";
    }

    private static String path(JsonMappingException fault) {
        StringBuilder path = new StringBuilder();
        for (JsonMappingException.Reference step : fault.getPath()) {
            if (step.getFieldName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
            }
        }
        return path.toString();
    }

    private static String place(@Nullable JsonLocation place) {
        return place == null ? "" : ": line " + place.getLineNr() + ", column " + place.getColumnNr();
    }
}
