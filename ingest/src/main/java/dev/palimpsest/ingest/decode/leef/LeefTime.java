package dev.palimpsest.ingest.decode.leef;

import dev.palimpsest.ingest.decode.record.Arrival;
import dev.palimpsest.ingest.decode.record.EventTime;
import dev.palimpsest.ingest.decode.record.Timestamps;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The time of a LEEF message: {@code devTime}, in the form {@code devTimeFormat} states or any that is known. */
final class LeefTime {

    private static final int CHARS_MAX = 64;

    /** A device always writes the same one or two forms: each is read once. */
    private static final int FORMS_MAX = 256;
    private static final Map<String, DateTimeFormatter> FORMS = new ConcurrentHashMap<>();

    private LeefTime() {}

    static EventTime of(Map<String, String> pairs, Arrival arrival) {
        String time = pairs.get("devTime");
        String format = pairs.get("devTimeFormat");
        if (time == null || Timestamps.parse(time).isPresent() || format == null || format.length() > CHARS_MAX
                || time.length() > CHARS_MAX) {
            return EventTime.of(time, arrival);
        }
        try {
            TemporalAccessor read = form(format).parseBest(time, ZonedDateTime::from,
                    LocalDateTime::from);
            return read instanceof ZonedDateTime zoned
                    ? EventTime.of(zoned.toInstant(), null, arrival)
                    : EventTime.of(LocalDateTime.from(read).toInstant(ZoneOffset.UTC), EventTime.ZONE_ASSUMED, arrival);
        } catch (DateTimeException | IllegalArgumentException | ArithmeticException e) {
            return EventTime.received(arrival);
        }
    }

    /** Beyond the bound a form is read each time, so that nobody fills the memory with forms. */
    private static DateTimeFormatter form(String format) {
        DateTimeFormatter known = FORMS.get(format);
        if (known != null) {
            return known;
        }
        DateTimeFormatter read = DateTimeFormatter.ofPattern(format, Locale.ENGLISH);
        if (FORMS.size() < FORMS_MAX) {
            FORMS.put(format, read);
        }
        return read;
    }
}
