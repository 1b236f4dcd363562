package dev.palimpsest.ingest.decode.record;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the many ways a time is written. */
public final class Timestamps {

    private static final int LENGTH_MAX = 64;
    private static final BigInteger NANOS_PER_SECOND = BigInteger.valueOf(1_000_000_000L);

    private static final DateTimeFormatter ISO_LIKE = new DateTimeFormatterBuilder().parseCaseInsensitive()
            .append(DateTimeFormatter.ISO_LOCAL_DATE).appendPattern("['T'][ ]HH:mm[:ss]").optionalStart()
            .appendFraction(ChronoField.NANO_OF_SECOND, 1, 9, true).optionalEnd().appendPattern("[ ][XXX][XX][X]")
            .toFormatter(Locale.ROOT);

    private static final List<DateTimeFormatter> OTHERS = List.of(DateTimeFormatter.RFC_1123_DATE_TIME,
            of("dd/MMM/yyyy:HH:mm:ss XX"), of("EEE MMM d HH:mm:ss yyyy"), of("M/d/yyyy h:mm:ss a"),
            of("M/d/yyyy H:mm:ss"), of("MMM d, yyyy HH:mm:ss"), of("MMM d, yyyy h:mm:ss a"),
            of("MMM d yyyy HH:mm:ss[.SSSSSS][.SSS][ ][X]"));

    private Timestamps() {}

    /** The instant a text names. A time without a zone is read as UTC. */
    public static Optional<Instant> parse(@Nullable String text) {
        return parse(text, ZoneOffset.UTC);
    }

    /** The instant a text names; {@code assumed} is the zone of a time that names none. Empty where it is no time. */
    public static Optional<Instant> parse(@Nullable String text, ZoneOffset assumed) {
        if (text == null || text.isBlank() || text.length() > LENGTH_MAX) {
            return Optional.empty();
        }
        String trimmed = text.strip();
        try {
            return Optional.of(isNumber(trimmed) ? epoch(new BigDecimal(trimmed)) : written(trimmed, assumed));
        } catch (DateTimeException | ArithmeticException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Whether a text names its zone or counts from the epoch, so that nothing has to be assumed. */
    public static boolean namesZone(String text) {
        String end = text.strip();
        return isNumber(end) || end.endsWith("Z") || end.endsWith("UTC") || end.endsWith("GMT")
                || end.lastIndexOf('+') > 10 || end.lastIndexOf('-') > 10;
    }

    private static Instant written(String text, ZoneOffset assumed) {
        String iso = text.endsWith(" UTC") ? text.substring(0, text.length() - 4) + 'Z' : text;
        if (iso.startsWith("/Date(") && iso.endsWith(")/")) {
            return Instant.ofEpochMilli(Long.parseLong(iso, 6, iso.length() - 2, 10));
        }
        if (iso.length() >= 10 && iso.chars().limit(4).allMatch(Character::isDigit)) {
            iso = iso.charAt(4) == '/' ? iso.substring(0, 10).replace('/', '-') + iso.substring(10) : iso;
            return iso.length() == 10
                    ? LocalDate.parse(iso).atStartOfDay().toInstant(assumed)
                    : zoned(ISO_LIKE.parse(iso.replace(',', '.')), assumed);
        }
        String spaced = iso.replace("  ", " "); // days are padded with a space
        for (DateTimeFormatter form : OTHERS) {
            Optional<Instant> found = tried(form, spaced, assumed);
            if (found.isPresent()) {
                return found.get();
            }
        }
        throw new DateTimeException("not a known form of time");
    }

    private static Optional<Instant> tried(DateTimeFormatter form, String text, ZoneOffset assumed) {
        try {
            return Optional.of(zoned(form.parse(text), assumed));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Instant zoned(TemporalAccessor parsed, ZoneOffset assumed) {
        return parsed.isSupported(ChronoField.OFFSET_SECONDS)
                ? OffsetDateTime.from(parsed).toInstant()
                : LocalDateTime.from(parsed).toInstant(assumed);
    }

    /** Seconds, milliseconds, microseconds or nanoseconds, told by the size: each unit covers 1973 to 5138. */
    private static Instant epoch(BigDecimal number) {
        BigDecimal nanos = number.movePointRight(9);
        double size = Math.abs(number.doubleValue());
        if (size >= 1e17) {
            nanos = number;
        } else if (size >= 1e14) {
            nanos = number.movePointRight(3);
        } else if (size >= 1e11) {
            nanos = number.movePointRight(6);
        }
        BigInteger[] parts = nanos.toBigInteger().divideAndRemainder(NANOS_PER_SECOND);
        return Instant.ofEpochSecond(parts[0].longValueExact(), parts[1].longValue());
    }

    private static boolean isNumber(String text) {
        int start = text.startsWith("-") ? 1 : 0;
        boolean point = false;
        for (int i = start; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '.' && !point && i > start) {
                point = true;
            } else if (c < '0' || c > '9') {
                return false;
            }
        }
        return text.length() - start >= 5;
    }

    private static DateTimeFormatter of(String pattern) {
        return new DateTimeFormatterBuilder().parseCaseInsensitive().appendPattern(pattern).toFormatter(Locale.ENGLISH);
    }
}
