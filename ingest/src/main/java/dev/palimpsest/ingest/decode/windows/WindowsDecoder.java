package dev.palimpsest.ingest.decode.windows;

import com.fasterxml.jackson.databind.JsonNode;
import dev.palimpsest.ingest.decode.record.Arrival;
import dev.palimpsest.ingest.decode.record.DecodeLimits;
import dev.palimpsest.ingest.decode.record.DecodedRecord;
import dev.palimpsest.ingest.decode.record.FieldSet;
import dev.palimpsest.ingest.decode.record.HostNames;
import dev.palimpsest.ingest.decode.record.Identity;
import dev.palimpsest.ingest.decode.record.JsonFields;
import dev.palimpsest.memory.observation.Payload;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decodes Windows events to ECS. All of the event's own values are kept under {@code winlog.event_data} as well. */
public final class WindowsDecoder {

    private WindowsDecoder() {}

    /** The event, where the JSON is one. */
    public static Optional<DecodedRecord> decode(JsonNode json, String raw, Arrival arrival, DecodeLimits limits) {
        if (json.path("winlog").isObject()) {
            FieldSet shipped = new FieldSet(limits);
            JsonFields.flatten(json, shipped, name -> !name.equals("winlog.event_data") && !name.equals("@timestamp"));
            return Optional.of(record(WinlogbeatShape.read(json, arrival), "winlogbeat", shipped, raw, limits));
        }
        if (EvtxShape.fits(json)) {
            return Optional.of(record(EvtxShape.read(json, arrival), "windows", null, raw, limits));
        }
        if (FlatShape.fits(json)) {
            return Optional.of(record(FlatShape.read(json, arrival), "windows", null, raw, limits));
        }
        return Optional.empty();
    }

    private static DecodedRecord record(WindowsEvent event, String format, @Nullable FieldSet shipped, String raw,
            DecodeLimits limits) {
        FieldSet fields = new FieldSet(limits);
        event.time().writeTo(fields);
        HostNames.write(event.computer(), fields);
        fields.put("event.code", event.code()).put("event.provider", event.provider())
                .put("event.module", event.isSysmon() ? "sysmon" : "windows").put("event.outcome", event.outcome())
                .put("event.severity", event.severity()).put("winlog.channel", event.channel())
                .put("winlog.record_id", event.recordId());
        if (event.isSysmon()) {
            SysmonFields.write(event, fields);
        } else {
            SecurityFields.write(event, fields);
        }
        for (Map.Entry<String, String> value : event.data().entrySet()) {
            fields.known("winlog.event_data." + value.getKey(), value.getValue());
        }
        fields.put("message", event.message());
        if (shipped != null) {
            withShipped(shipped, fields);
        }
        Payload payload = new Payload.Event(event.isSysmon() ? "sysmon" : format, fields.toMap(), raw);
        return new DecodedRecord(payload, event.time().at(), identity(event), 0);
    }

    /** What the shipper had decoded itself, host names in our form. */
    private static void withShipped(FieldSet shipped, FieldSet fields) {
        if (fields.first("host.name").isEmpty()) {
            HostNames.write(shipped.first("host.name").orElse(null), fields);
        }
        fields.putAbsent(shipped.toMap());
    }

    /** Record numbers begin again when a log is rebuilt, so the time belongs to the name. */
    private static @Nullable String identity(WindowsEvent event) {
        if (event.recordId() == null || event.computer() == null || !event.time().stated()) {
            return null;
        }
        return Identity.of("winlog", event.computer(), event.channel(), event.recordId(), event.time().at().toString());
    }
}
