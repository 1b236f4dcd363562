package dev.palimpsest.ingest.decode.plain;

import dev.palimpsest.ingest.decode.record.Arrival;
import dev.palimpsest.ingest.decode.record.DecodeLimits;
import dev.palimpsest.ingest.decode.record.DecodedRecord;
import dev.palimpsest.ingest.decode.record.EventTime;
import dev.palimpsest.ingest.decode.record.FieldSet;
import dev.palimpsest.ingest.decode.record.HostNames;
import dev.palimpsest.ingest.decode.record.Timestamps;
import dev.palimpsest.memory.observation.Payload;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Keeps a line as its message, and reads the time, host and program of a syslog header where it has one. */
public final class LineDecoder {

    private static final String PRI = "(?:<(?<pri>\\d{1,3})>)?";

    /** RFC 5424: {@code <34>1 2026-05-01T10:00:00Z host app 123 ID }. */
    private static final Pattern MODERN = Pattern
            .compile("^" + PRI
                    + "\\d{1,2} (?<time>\\S{10,40}) (?<host>\\S{1,255}) (?<app>\\S{1,48}) (?<pid>\\S{1,128}) \\S{1,32} ");

    /** RFC 3164 and its ISO-time variant: {@code <34>May  1 10:00:00 host app[123]: }. */
    private static final Pattern CLASSIC = Pattern
            .compile("^" + PRI + "(?<time>[A-Z][a-z]{2} [ \\d]\\d \\d\\d:\\d\\d:\\d\\d|\\d{4}-\\d\\d-\\d\\dT\\S{8,24})"
                    + " (?<host>[\\w.:-]{1,255}) (?<app>[\\w./() -]{1,64}?)(?:\\[(?<pid>\\d{1,10})])?: ");

    /** A time at the very beginning of a line that is no syslog. */
    private static final Pattern LEADING = Pattern
            .compile(
                    "^\\[?(?<time>\\d{4}[-/]\\d\\d[-/]\\d\\d[T ]\\d\\d:\\d\\d:\\d\\d(?:[.,]\\d{1,9})?(?:Z| ?[+-]\\d\\d:?\\d\\d)?)");

    private static final int HEADER_CHARS_MAX = 512;
    private static final Duration CLOCK_AHEAD_MAX = Duration.ofHours(23);

    private LineDecoder() {}

    /** The event; any text is one. */
    public static DecodedRecord decode(String line, Arrival arrival, DecodeLimits limits) {
        FieldSet fields = new FieldSet(limits);
        String head = line.length() > HEADER_CHARS_MAX ? line.substring(0, HEADER_CHARS_MAX) : line;
        Matcher modern = MODERN.matcher(head);
        Matcher classic = CLASSIC.matcher(head);
        Matcher leading = LEADING.matcher(head);
        EventTime time;
        if (modern.find()) {
            time = EventTime.of(modern.group("time"), arrival);
            header(modern, fields);
        } else if (classic.find()) {
            time = classic(classic.group("time"), arrival);
            header(classic, fields);
        } else {
            time = leading.find() ? EventTime.of(leading.group("time"), arrival) : EventTime.received(arrival);
        }
        time.writeTo(fields);
        fields.put("message", line);
        return new DecodedRecord(new Payload.Event("line", fields.toMap(), line), time.at(), null, 0);
    }

    private static void header(Matcher syslog, FieldSet fields) {
        HostNames.write(syslog.group("host"), fields);
        fields.known("process.name", syslog.group("app")).known("process.pid", syslog.group("pid"))
                .known("log.syslog.priority", syslog.group("pri"));
    }

    /** A syslog time has no year and no zone: the last such moment, in UTC. */
    private static EventTime classic(@Nullable String text, Arrival arrival) {
        if (text == null || Character.isDigit(text.charAt(0)) || Timestamps.parse(text).isPresent()) {
            return EventTime.of(text, arrival);
        }
        int year = arrival.receivedAt().atZone(ZoneOffset.UTC).getYear();
        for (int candidate = year; candidate >= year - 4; candidate--) {
            Optional<Instant> read = read(text, candidate);
            if (read.isPresent() && !read.get().minus(CLOCK_AHEAD_MAX).isAfter(arrival.receivedAt())) {
                return EventTime.of(read.get(), EventTime.ZONE_ASSUMED, arrival);
            }
        }
        return EventTime.received(arrival);
    }

    /** Empty where the year has no such day, as most have no 29 February. */
    private static Optional<Instant> read(String text, int year) {
        try {
            return Optional.of(LocalDateTime.parse(text.replace("  ", " "), inYear(year)).toInstant(ZoneOffset.UTC));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static DateTimeFormatter inYear(int year) {
        return new DateTimeFormatterBuilder().appendPattern("MMM d HH:mm:ss").parseDefaulting(ChronoField.YEAR, year)
                .toFormatter(Locale.ENGLISH);
    }
}
