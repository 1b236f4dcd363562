package dev.palimpsest.ingest.decode.syslog;

import dev.palimpsest.ingest.decode.record.Arrival;
import dev.palimpsest.ingest.decode.record.EventTime;
import dev.palimpsest.ingest.decode.record.Timestamps;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads RFC 3164 and what devices make of it: {@code <34>May  1 10:00:00 host app[123]: message}, with an ISO time, with a
 * year, with a sequence number, without a program. A line without priority needs a time and a program, or what it wraps.
 */
final class ClassicSyslog {

    private static final int LEAP_YEAR = 2024;
    private static final Pattern YEAR_INSIDE = Pattern.compile("\\S{3} \\d{1,2} \\d{4} .*");
    private static final DateTimeFormatter YEARLESS = new DateTimeFormatterBuilder().appendPattern("MMM d HH:mm:ss")
            .optionalStart().appendFraction(ChronoField.NANO_OF_SECOND, 1, 9, true).optionalEnd()
            .toFormatter(Locale.ENGLISH);
    private static final int HEADER_CHARS_MAX = 512;
    private static final Duration CLOCK_AHEAD_MAX = Duration.ofHours(23);

    private static final Pattern TIME = Pattern.compile("(?:\\d{1,10}: ){0,2}[*.]?"
            + "(?<time>[A-Z][a-z]{2} [ \\d]\\d (?:\\d{4} )?\\d\\d:\\d\\d:\\d\\d(?:\\.\\d{1,9})?"
            + "|\\d{4}-\\d\\d-\\d\\dT\\S{8,24})(?: (?<year>\\d{4})| (?<zone>UTC|GMT|Z))?:? +");
    private static final Pattern HOST = Pattern.compile("(?<host>[\\w.:-]{1,255}) +");
    private static final Pattern TAG = Pattern
            .compile("(?!CEF:|LEEF:)(?<app>[\\w./() -]{1,64}?)(?:\\[(?<pid>\\d{1,10})])?: ?+(?!\\d\\|)");
    private static final Pattern CISCO = Pattern.compile("%(?<app>[A-Z0-9_]{2,30}-\\d-[A-Z0-9_]{1,40}): ?");
    private static final Pattern WRAPPED = Pattern.compile("CEF:|LEEF:|\\{\"|<\\d{1,3}>");

    private ClassicSyslog() {}

    static Optional<SyslogHeader> read(String line, Arrival arrival) {
        int priority = SyslogHeader.priority(line);
        int start = priority < 0 ? 0 : line.indexOf('>') + 1;
        String head = line.substring(start, Math.min(line.length(), start + HEADER_CHARS_MAX));
        Matcher timed = TIME.matcher(head);
        EventTime time = EventTime.received(arrival);
        int at = 0;
        if (timed.lookingAt()) {
            time = time(timed, arrival);
            at = timed.end();
        } else if (priority < 0) {
            return Optional.empty();
        }
        return placed(line, start, head, at, priority, time);
    }

    private static Optional<SyslogHeader> placed(String line, int start, String head, int from, int priority,
            EventTime time) {
        int at = from;
        String host = null;
        Matcher cisco = region(CISCO, head, at);
        Matcher named = region(HOST, head, at);
        if (at > 0 && !cisco.lookingAt() && named.lookingAt() && !named.group("host").endsWith(":")) {
            host = named.group("host");
            at = named.end();
        }
        String program = null;
        String process = null;
        Matcher tag = region(CISCO, head, at).lookingAt() ? region(CISCO, head, at) : region(TAG, head, at);
        if (tag.lookingAt()) {
            program = tag.group("app").strip();
            process = tag.groupCount() > 1 ? tag.group("pid") : null;
            at = tag.end();
        }
        boolean wraps = region(WRAPPED, head, at).lookingAt();
        boolean syslog = priority >= 0 || (host != null && program != null) || wraps;
        return syslog
                ? Optional.of(new SyslogHeader(priority, time, host, program, process, null, Map.of(),
                        line.substring(start + at)))
                : Optional.empty();
    }

    private static Matcher region(Pattern pattern, String head, int at) {
        return pattern.matcher(head).region(at, head.length());
    }

    /** A syslog time mostly has no year and no zone: the last such moment, in UTC. */
    private static EventTime time(Matcher timed, Arrival arrival) {
        String text = timed.group("time");
        if (Character.isDigit(text.charAt(0))) {
            return EventTime.of(text, arrival);
        }
        String day = text.replace("  ", " ");
        boolean inside = YEAR_INSIDE.matcher(day).matches();
        String quality = timed.group("zone") == null ? EventTime.ZONE_ASSUMED : null;
        if (inside || timed.group("year") != null) {
            String[] parts = day.split(" ", 4);
            String written = inside ? day : parts[0] + ' ' + parts[1] + ' ' + timed.group("year") + ' ' + parts[2];
            return Timestamps.parse(written).map(at -> EventTime.of(at, quality, arrival))
                    .orElseGet(() -> EventTime.received(arrival));
        }
        int year = arrival.receivedAt().atZone(ZoneOffset.UTC).getYear();
        Optional<TemporalAccessor> parsed = read(day);
        for (int candidate = year; parsed.isPresent() && candidate >= year - 4; candidate--) {
            Optional<Instant> read = inYear(parsed.get(), candidate);
            if (read.isPresent() && !read.get().minus(CLOCK_AHEAD_MAX).isAfter(arrival.receivedAt())) {
                return EventTime.of(read.get(), quality, arrival);
            }
        }
        return EventTime.received(arrival);
    }

    /** Empty where the year has no such day, as most have no 29 February. */
    private static Optional<Instant> inYear(TemporalAccessor read, int year) {
        MonthDay day = MonthDay.from(read);
        return day.isValidYear(year)
                ? Optional.of(day.atYear(year).atTime(LocalTime.from(read)).toInstant(ZoneOffset.UTC))
                : Optional.empty();
    }

    /** Empty where there is no such day in any year: without a year the parser does not look. */
    private static Optional<TemporalAccessor> read(String text) {
        try {
            TemporalAccessor read = YEARLESS.parse(text);
            return MonthDay.from(read).isValidYear(LEAP_YEAR) ? Optional.of(read) : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
