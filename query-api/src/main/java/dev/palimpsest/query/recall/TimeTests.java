package dev.palimpsest.query.recall;

import com.fasterxml.jackson.databind.JsonNode;
import dev.palimpsest.index.Condition;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * Tests of a time. A date means the whole day in UTC, a time of day without an offset is in UTC, a number is seconds since
 * the epoch.
 */
final class TimeTests {

    private final String name;
    private final Condition.Time time;

    private TimeTests(String name, Condition.Time time) {
        this.name = name;
        this.time = time;
    }

    static Condition of(String name, Condition.Time time, JsonNode test) {
        return new TimeTests(name, time).of(test);
    }

    /** A span of time, both ends inclusive. */
    record Stretch(Instant from, Instant to) {

        /**
         * What a text or number means.
         *
         * @throws IllegalArgumentException naming the field
         */
        static Stretch of(String name, JsonNode value) {
            try {
                if (value.isNumber()) {
                    Instant at = Instant.EPOCH.plus(Math.round(value.doubleValue() * 1_000_000), ChronoUnit.MICROS);
                    return new Stretch(at, at);
                }
                String text = value.asText().strip().replace(' ', 'T');
                if (text.length() == 10) {
                    Instant day = LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
                    return new Stretch(day, day.plus(1, ChronoUnit.DAYS).minus(1, ChronoUnit.MICROS));
                }
                boolean offset = text.matches(".*(?:[zZ]|[+-]\\d\\d:?\\d\\d)");
                Instant at = offset
                        ? OffsetDateTime.parse(text).toInstant()
                        : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
                return new Stretch(at, at);
            } catch (DateTimeException | ArithmeticException e) {
                throw new IllegalArgumentException(name + " is compared with a time such as 2026-11-22 or "
                        + "2026-11-22T14:05:00Z; got: " + Where.shown(value), e);
            }
        }
    }

    private Condition of(JsonNode test) {
        if (test.isTextual() && test.textValue().equals("*")) {
            return new Condition.Timed(time, null, null);
        }
        if (!test.isObject()) {
            return within(test);
        }
        if (test.isEmpty()) {
            throw Where.refused(name + " has an empty test; there is gt, gte, lt, lte, ne, in, nin and \"*\"");
        }
        return Condition.all(test.properties().stream().map(part -> operator(part.getKey(), part.getValue())).toList());
    }

    private Condition operator(String operator, JsonNode value) {
        return switch (operator) {
            case "gte" -> new Condition.Timed(time, shifted(Stretch.of(name, value).from()), null);
            case "gt" -> new Condition.Timed(time, shifted(Stretch.of(name, value).to()).plus(1, ChronoUnit.MICROS),
                    null);
            case "lte" -> new Condition.Timed(time, null, shifted(Stretch.of(name, value).to()));
            case "lt" -> new Condition.Timed(time, null,
                    shifted(Stretch.of(name, value).from()).minus(1, ChronoUnit.MICROS));
            case "ne" -> new Condition.Not(of(value));
            case "in" -> among(value);
            case "nin" -> new Condition.Not(among(value));
            default -> throw Where.refused("there is no operator " + Where.named(operator) + " for " + name
                    + "; there is gt, gte, lt, lte, ne, in, nin and \"*\"");
        };
    }

    private Condition among(JsonNode list) {
        if (!list.isArray() || list.size() > Condition.TESTS_MAX) {
            throw Where.refused(name + " in takes a list of at most " + Condition.TESTS_MAX + " times");
        }
        List<Condition> any = Where.elements(list).map(this::within).toList();
        return new Condition.Any(any);
    }

    private Condition within(JsonNode value) {
        Stretch stretch = Stretch.of(name, value);
        return new Condition.Timed(time, shifted(stretch.from()), shifted(stretch.to()));
    }

    /** What holds through a day ends at the next one's first instant. */
    private Instant shifted(Instant at) {
        return time == Condition.Time.END ? at.plus(1, ChronoUnit.MICROS) : at;
    }
}
