package dev.palimpsest.ingest.decode.syslog;

import dev.palimpsest.ingest.decode.record.Arrival;
import dev.palimpsest.ingest.decode.record.DecodeLimits;
import dev.palimpsest.ingest.decode.record.DecodedRecord;
import dev.palimpsest.ingest.decode.record.FieldSet;
import dev.palimpsest.memory.observation.Payload;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** Decodes syslog lines to ECS, and what they wrap as itself under the line's header. */
public final class SyslogDecoder {

    /** Formats of sensors on the wire or of other places: the machine that ships them is not where it happened. */
    private static final Set<String> DISTANT = Set.of("zeek", "suricata", "cloudtrail", "guardduty", "kubernetes");

    private SyslogDecoder() {}

    /**
     * The event, where the line has a syslog header.
     *
     * @param line   without line end
     * @param inside what the message is on its own, where it is more than a line
     */
    public static Optional<DecodedRecord> decode(String line, String raw, Arrival arrival, DecodeLimits limits,
            Function<String, Optional<DecodedRecord>> inside) {
        return ModernSyslog.read(line, arrival).or(() -> ClassicSyslog.read(line, arrival)).map(header -> {
            String body = body(header.body());
            return inside.apply(body).filter(record -> record.payload() instanceof Payload.Event)
                    .map(record -> wrapped(header, record, raw, limits))
                    .orElseGet(() -> alone(header, raw, limits));
        });
    }

    private static String body(String body) {
        String text = body.strip();
        return text.startsWith("@cee:") ? text.substring(5).strip() : text;
    }

    private static DecodedRecord alone(SyslogHeader header, String raw, DecodeLimits limits) {
        FieldSet fields = new FieldSet(limits);
        header.time().writeTo(fields);
        fields.put("event.module", "syslog");
        header.writeTo(fields);
        fields.known("process.name", header.program()).known("process.pid", header.process());
        if (header.program() != null) {
            LogonLines.write(header.program(), header.body(), fields);
        }
        fields.put("message", header.body().isBlank() ? raw : header.body());
        return new DecodedRecord(new Payload.Event("syslog", fields.toMap(), raw), header.time().at(), null, 0);
    }

    private static DecodedRecord wrapped(SyslogHeader header, DecodedRecord inner, String raw, DecodeLimits limits) {
        Payload.Event event = (Payload.Event) inner.payload();
        FieldSet outer = new FieldSet(limits);
        header.time().writeTo(outer);
        header.writeTo(outer);
        boolean watched = DISTANT.contains(event.format())
                || (event.first("source.ip").isPresent() && event.first("destination.ip").isPresent());
        Map<String, List<String>> around = new TreeMap<>(outer.toMap());
        if (event.first("host.name").isPresent() || watched) {
            around.keySet().removeIf(name -> name.startsWith("host."));
        }
        FieldSet fields = new FieldSet(limits);
        boolean timed = !event.has("event.time_quality", "received") || !header.time().stated();
        if (!timed) {
            header.time().writeTo(fields);
        }
        Map<String, List<String>> own = new TreeMap<>(event.fields());
        if (!timed) {
            own.remove("event.time_quality");
        }
        fields.putAbsent(own);
        if (timed) {
            around.remove("event.time_quality");
        }
        if (watched && header.host() != null) {
            fields.known("observer.name", header.host());
        }
        fields.putAbsent(around);
        return new DecodedRecord(new Payload.Event(event.format(), fields.toMap(), raw),
                timed ? inner.occurredAt() : header.time().at(), inner.identity(), 0);
    }
}
