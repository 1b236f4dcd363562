package dev.palimpsest.ingest.decode.plain;

import dev.palimpsest.ingest.decode.record.Arrival;
import dev.palimpsest.ingest.decode.record.DecodeLimits;
import dev.palimpsest.ingest.decode.record.DecodedRecord;
import dev.palimpsest.ingest.decode.record.EventTime;
import dev.palimpsest.ingest.decode.record.FieldSet;
import dev.palimpsest.memory.observation.Payload;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Keeps a line as its message, with the time where it begins with one. */
public final class LineDecoder {

    /** A time at the very beginning of a line that is no syslog. */
    private static final Pattern LEADING = Pattern
            .compile(
                    "^\\[?(?<time>\\d{4}[-/]\\d\\d[-/]\\d\\d[T ]\\d\\d:\\d\\d:\\d\\d(?:[.,]\\d{1,9})?(?:Z| ?[+-]\\d\\d:?\\d\\d)?)");

    private static final int HEAD_CHARS_MAX = 64;

    private LineDecoder() {}

    /** The event; any text is one. */
    public static DecodedRecord decode(String line, Arrival arrival, DecodeLimits limits) {
        FieldSet fields = new FieldSet(limits);
        Matcher leading = LEADING.matcher(line.substring(0, Math.min(line.length(), HEAD_CHARS_MAX)));
        EventTime time = leading.find() ? EventTime.of(leading.group("time"), arrival) : EventTime.received(arrival);
        time.writeTo(fields);
        fields.put("message", line);
        return new DecodedRecord(new Payload.Event("line", fields.toMap(), line), time.at(), null, 0);
    }
}
