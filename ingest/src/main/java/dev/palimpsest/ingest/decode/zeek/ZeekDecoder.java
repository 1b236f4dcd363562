package dev.palimpsest.ingest.decode.zeek;

import com.fasterxml.jackson.databind.JsonNode;
import dev.palimpsest.ingest.decode.record.Arrival;
import dev.palimpsest.ingest.decode.record.DecodeLimits;
import dev.palimpsest.ingest.decode.record.DecodedRecord;
import dev.palimpsest.ingest.decode.record.EventTime;
import dev.palimpsest.ingest.decode.record.FieldSet;
import dev.palimpsest.ingest.decode.record.HostNames;
import dev.palimpsest.ingest.decode.record.Identity;
import dev.palimpsest.ingest.decode.record.JsonFields;
import dev.palimpsest.memory.observation.Payload;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Decodes Zeek's logs to ECS. Every key is kept as {@code zeek.<kind>.<key>} as well. */
public final class ZeekDecoder {

    private static final Set<String> NOT_KEPT = Set.of("ts", "@timestamp", "_path", "uid", "id", "id.orig_h",
            "id.orig_p",
            "id.resp_h", "id.resp_p", "proto");

    private ZeekDecoder() {}

    /** The event, where the JSON is one of Zeek's. */
    public static Optional<DecodedRecord> decode(JsonNode json, String raw, Arrival arrival, DecodeLimits limits) {
        if (!ZeekKind.fits(json)) {
            return Optional.empty();
        }
        String kind = ZeekKind.of(json);
        FieldSet fields = new FieldSet(limits);
        EventTime time = EventTime.of(JsonFields.text(json, "ts", "@timestamp"), arrival);
        time.writeTo(fields);
        fields.put("event.module", "zeek").put("event.dataset", "zeek." + kind);
        endpoints(json, fields);
        ZeekFields.write(kind, json, fields);
        FieldSet own = new FieldSet(limits);
        JsonFields.flatten(json, own, name -> !NOT_KEPT.contains(name));
        own.toMap().forEach((name, values) -> values.forEach(value -> fields.add("zeek." + kind + '.' + name, value)));
        String uid = JsonFields.text(json, "uid", "fuid", "fingerprint", "id");
        fields.put("zeek.session_id", uid);
        String identity = uid == null || !time.stated()
                ? null
                : Identity.of(List.of("zeek", kind, uid, time.at().toString()), fields);
        return Optional.of(new DecodedRecord(new Payload.Event("zeek", fields.toMap(), raw), time.at(), identity, 0));
    }

    private static void endpoints(JsonNode json, FieldSet fields) {
        fields.put("source.ip", HostNames.address(JsonFields.at(json, "id.orig_h")))
                .put("source.port", port(JsonFields.at(json, "id.orig_p")))
                .put("destination.ip", HostNames.address(JsonFields.at(json, "id.resp_h")))
                .put("destination.port", port(JsonFields.at(json, "id.resp_p")))
                .known("network.transport", JsonFields.text(json, "proto"))
                .known("observer.name", JsonFields.text(json, "_system_name", "peer"));
        String from = JsonFields.text(json, "local_orig");
        String to = JsonFields.text(json, "local_resp");
        if (from != null && to != null) {
            boolean local = from.equals("true");
            fields.put("network.direction", to.equals("true")
                    ? local ? "internal" : "inbound"
                    : local ? "outbound" : "external");
        }
    }

    private static @Nullable String port(@Nullable String port) {
        return "0".equals(port) ? null : port;
    }
}
