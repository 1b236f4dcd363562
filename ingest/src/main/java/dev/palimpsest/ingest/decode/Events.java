package dev.palimpsest.ingest.decode;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.palimpsest.ingest.decode.cef.CefDecoder;
import dev.palimpsest.ingest.decode.cloud.CloudTrailDecoder;
import dev.palimpsest.ingest.decode.cloud.GuardDutyDecoder;
import dev.palimpsest.ingest.decode.ecs.EcsDecoder;
import dev.palimpsest.ingest.decode.kubernetes.AuditDecoder;
import dev.palimpsest.ingest.decode.leef.LeefDecoder;
import dev.palimpsest.ingest.decode.ocsf.OcsfDecoder;
import dev.palimpsest.ingest.decode.plain.JsonDecoder;
import dev.palimpsest.ingest.decode.plain.LineDecoder;
import dev.palimpsest.ingest.decode.record.Arrival;
import dev.palimpsest.ingest.decode.record.DecodeLimits;
import dev.palimpsest.ingest.decode.record.DecodedRecord;
import dev.palimpsest.ingest.decode.record.JsonFields;
import dev.palimpsest.ingest.decode.sigma.SigmaDecoder;
import dev.palimpsest.ingest.decode.splunk.EnvelopeDecoder;
import dev.palimpsest.ingest.decode.suricata.SuricataDecoder;
import dev.palimpsest.ingest.decode.syslog.SyslogDecoder;
import dev.palimpsest.ingest.decode.windows.WindowsDecoder;
import dev.palimpsest.ingest.decode.zeek.ZeekDecoder;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the format of a single event, and of what it wraps: syslog around CEF, JSON or syslog, JSON around any of them in a
 * string. Wrappers are opened to a fixed depth; what is deeper stays text.
 */
final class Events {

    private static final int DEPTH_MAX = 4;

    /** Where shippers put the line they read. */
    private static final String[] SHIPPED = {"message", "msg", "log", "MESSAGE", "_raw", "raw", "line",
            "event.original"};

    private final JsonMapper mapper;
    private final DecodeLimits limits;

    Events(JsonMapper mapper, DecodeLimits limits) {
        this.mapper = mapper;
        this.limits = limits;
    }

    /** The event a JSON value is; any is one. */
    DecodedRecord of(JsonNode value, String raw, Arrival arrival) {
        return of(value, raw, arrival, 0);
    }

    /** The event a text is; any is one. */
    DecodedRecord of(String text, Arrival arrival) {
        return marked(text, text, arrival, 0).orElseGet(() -> LineDecoder.decode(text, arrival, limits));
    }

    /** Why a text that begins as an event of a format is none; null where it is one, or begins as no format does. */
    @Nullable
    String damage(String text, Arrival arrival) {
        String format = text.startsWith("CEF:") ? "CEF" : text.startsWith("LEEF:") ? "LEEF" : null;
        return format == null || marked(text, text, arrival, 0).isPresent()
                ? null
                : "not a whole " + format + " message, its header lacks fields: kept as plain text";
    }

    private DecodedRecord of(JsonNode value, String raw, Arrival arrival, int depth) {
        return EnvelopeDecoder.decode(value, raw, arrival, limits, event -> sent(event, arrival, depth + 1))
                .or(() -> sensor(value, raw, arrival, depth)).or(() -> shippedSensor(value, raw, arrival, depth))
                .orElseGet(() -> {
                    DecodedRecord outer = EcsDecoder.decode(value, raw, arrival, limits)
                            .orElseGet(() -> JsonDecoder.decode(value, raw, arrival, limits));
                    return shipped(value).flatMap(text -> structured(text, text, arrival, depth + 1))
                            .map(inner -> Wrapping.under(outer, inner, limits)).orElse(outer);
                });
    }

    private Optional<DecodedRecord> sensor(JsonNode value, String raw, Arrival arrival, int depth) {
        if (!value.isObject()) {
            return Optional.empty();
        }
        return SigmaDecoder.decode(value, raw, arrival, limits, event -> matched(event, arrival, depth + 1))
                .or(() -> WindowsDecoder.decode(value, raw, arrival, limits))
                .or(() -> SuricataDecoder.decode(value, raw, arrival, limits))
                .or(() -> ZeekDecoder.decode(value, raw, arrival, limits))
                .or(() -> CloudTrailDecoder.decode(value, raw, arrival, limits))
                .or(() -> GuardDutyDecoder.decode(value, raw, arrival, limits))
                .or(() -> OcsfDecoder.decode(value, raw, arrival, limits))
                .or(() -> AuditDecoder.decode(value, raw, arrival, limits));
    }

    /** What an envelope holds: a text or any JSON. */
    private Optional<DecodedRecord> sent(JsonNode event, Arrival arrival, int depth) {
        if (depth > DEPTH_MAX) {
            return Optional.empty();
        }
        if (!event.isTextual()) {
            return Optional.of(of(event, "", arrival, depth));
        }
        String text = event.textValue().strip();
        return structured(text, "", arrival, depth).or(() -> Optional.of(LineDecoder.decode(text, arrival, limits)));
    }

    private Optional<DecodedRecord> matched(JsonNode event, Arrival arrival, int depth) {
        return depth > DEPTH_MAX ? Optional.empty() : Optional.of(of(event, "", arrival, depth));
    }

    /** A sensor's JSON that a shipper passes on as the text of its message. */
    private Optional<DecodedRecord> shippedSensor(JsonNode value, String raw, Arrival arrival, int depth) {
        return depth >= DEPTH_MAX
                ? Optional.empty()
                : shipped(value).flatMap(this::json).flatMap(inner -> sensor(inner, raw, arrival, depth + 1));
    }

    private static Optional<String> shipped(JsonNode value) {
        for (String name : SHIPPED) {
            String text = value.isObject() ? JsonFields.at(value, name) : null;
            if (text != null && !text.isBlank()) {
                return Optional.of(text.strip());
            }
        }
        return Optional.empty();
    }

    /** The event a text is, where it is more than a line. */
    private Optional<DecodedRecord> structured(String text, String raw, Arrival arrival, int depth) {
        if (depth > DEPTH_MAX) {
            return Optional.empty();
        }
        return json(text).map(value -> of(value, raw, arrival, depth)).or(() -> marked(text, raw, arrival, depth));
    }

    /** CEF and LEEF, alone or behind anything, and syslog. */
    private Optional<DecodedRecord> marked(String text, String raw, Arrival arrival, int depth) {
        if (depth > DEPTH_MAX) {
            return Optional.empty();
        }
        return CefDecoder.decode(text, raw, arrival, limits)
                .or(() -> LeefDecoder.decode(text, raw, arrival, limits))
                .or(() -> SyslogDecoder.decode(text, raw, arrival, limits,
                        body -> structured(body, raw, arrival, depth + 1)))
                .or(() -> behind(text).flatMap(message -> marked(message, raw, arrival, depth + 1)));
    }

    /** Devices write headers of their own before the message; the mark is near the beginning all the same. */
    private static Optional<String> behind(String text) {
        String head = text.substring(0, Math.min(text.length(), 256));
        for (String mark : new String[]{" CEF:0|", " CEF:1|", " LEEF:1.0|", " LEEF:2.0|"}) {
            int at = head.indexOf(mark);
            if (at >= 0) {
                return Optional.of(text.substring(at + 1));
            }
        }
        return Optional.empty();
    }

    private Optional<JsonNode> json(String text) {
        if (!text.startsWith("{") || !text.endsWith("}")) {
            return Optional.empty();
        }
        try {
            return Optional.of(mapper.readTree(text)).filter(JsonNode::isObject);
        } catch (JsonProcessingException | NumberFormatException e) {
            return Optional.empty();
        }
    }
}
