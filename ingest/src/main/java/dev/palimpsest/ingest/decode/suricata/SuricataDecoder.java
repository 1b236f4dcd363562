package dev.palimpsest.ingest.decode.suricata;

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
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Decodes EVE records to ECS. Every key is kept as {@code suricata.eve.<key>} as well. */
public final class SuricataDecoder {

    private static final Set<String> NOT_KEPT = Set.of("timestamp", "@timestamp", "src_ip", "src_port", "dest_ip",
            "dest_port", "proto", "payload", "payload_printable", "packet", "packet_info", "stats");

    private SuricataDecoder() {}

    /** The event, where the JSON is an EVE record. */
    public static Optional<DecodedRecord> decode(JsonNode json, String raw, Arrival arrival, DecodeLimits limits) {
        String type = JsonFields.text(json, "event_type");
        boolean fits = type != null && json.has("timestamp")
                && (json.has("flow_id") || json.has("src_ip") || type.equals("stats"));
        if (!fits || type == null) {
            return Optional.empty();
        }
        FieldSet fields = new FieldSet(limits);
        EventTime time = EventTime.of(JsonFields.text(json, "timestamp"), arrival);
        time.writeTo(fields);
        fields.put("event.module", "suricata").put("event.dataset", "suricata." + type);
        endpoints(json, type, fields);
        EveFields.write(type, json, fields);
        FieldSet own = new FieldSet(limits);
        JsonFields.flatten(json, own, name -> !NOT_KEPT.contains(name));
        own.toMap().forEach((name, values) -> values.forEach(value -> fields.add("suricata.eve." + name, value)));
        String flow = JsonFields.text(json, "flow_id");
        String identity = flow == null || !time.stated()
                ? null
                : Identity.of(List.of("eve", flow, type, time.at().toString()), fields);
        return Optional
                .of(new DecodedRecord(new Payload.Event("suricata", fields.toMap(), raw), time.at(), identity, 0));
    }

    /** Who began it and who answered: a DNS answer is logged with the server as the source, and is turned round. */
    private static void endpoints(JsonNode json, String type, FieldSet fields) {
        boolean answer = type.equals("dns") && "53".equals(JsonFields.text(json, "src_port"))
                && !"53".equals(JsonFields.text(json, "dest_port"));
        String from = answer ? "destination" : "source";
        String to = answer ? "source" : "destination";
        fields.put(from + ".ip", HostNames.address(JsonFields.text(json, "src_ip")))
                .put(from + ".port", JsonFields.text(json, "src_port"))
                .put(to + ".ip", HostNames.address(JsonFields.text(json, "dest_ip")))
                .put(to + ".port", JsonFields.text(json, "dest_port"))
                .known("network.transport", lower(JsonFields.text(json, "proto")))
                .known("network.protocol", protocol(lower(JsonFields.text(json, "app_proto"))))
                .known("observer.name", JsonFields.text(json, "host"));
    }

    private static @Nullable String protocol(@Nullable String name) {
        return "failed".equals(name) || "unknown".equals(name) ? null : name;
    }

    private static @Nullable String lower(@Nullable String text) {
        return text == null ? null : text.toLowerCase(Locale.ROOT);
    }
}
