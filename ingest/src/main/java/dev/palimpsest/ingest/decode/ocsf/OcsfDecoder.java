package dev.palimpsest.ingest.decode.ocsf;

import com.fasterxml.jackson.databind.JsonNode;
import dev.palimpsest.ingest.decode.record.Arrival;
import dev.palimpsest.ingest.decode.record.DecodeLimits;
import dev.palimpsest.ingest.decode.record.DecodedRecord;
import dev.palimpsest.ingest.decode.record.EcsCopy;
import dev.palimpsest.ingest.decode.record.EventTime;
import dev.palimpsest.ingest.decode.record.FieldSet;
import dev.palimpsest.ingest.decode.record.Identity;
import dev.palimpsest.ingest.decode.record.JsonFields;
import dev.palimpsest.memory.observation.Payload;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Decodes OCSF events to ECS. Every key is kept as {@code ocsf.<key>} as well. */
public final class OcsfDecoder {

    private static final Set<String> NOT_KEPT = Set.of("time", "raw_data", "unmapped", "observables", "message",
            "enrichments", "type_uid", "severity");

    private OcsfDecoder() {}

    /** The event, where the JSON is one. */
    public static Optional<DecodedRecord> decode(JsonNode json, String raw, Arrival arrival, DecodeLimits limits) {
        if (!fits(json)) {
            return Optional.empty();
        }
        FieldSet fields = new FieldSet(limits);
        EventTime time = EventTime.of(JsonFields.text(json, "time", "time_dt", "start_time"), arrival);
        time.writeTo(fields);
        EcsCopy copy = new EcsCopy(json, fields);
        OcsfClass kind = OcsfClass.of(json);
        fields.put("event.module", "ocsf").put("event.dataset", kind.dataset()).put("event.category", kind.category())
                .put("event.severity", severity(copy)).put("event.outcome", outcome(copy));
        copy.copy("activity_name", "event.action").copy("class_uid", "event.code").copy("message", "message")
                .copy("status_detail", "event.reason").copy("metadata.uid", "event.id")
                .copy("metadata.product.name", "observer.product")
                .copy("metadata.product.vendor_name", "observer.vendor")
                .copy("cloud.provider", "cloud.provider").copy("cloud.region", "cloud.region")
                .copy("cloud.account.uid", "cloud.account.id");
        OcsfFinding.write(json, kind, fields);
        OcsfActors.write(json, kind, fields);
        OcsfObjects.write(json, kind, fields);
        OcsfFinding.writeObservables(json, fields);
        FieldSet own = new FieldSet(limits);
        JsonFields.flatten(json, own, name -> !NOT_KEPT.contains(name));
        own.toMap().forEach((name, values) -> values.forEach(value -> fields.add("ocsf." + name, value)));
        String id = copy.value("metadata.uid");
        String identity = id == null || !time.stated()
                ? null
                : Identity.of(List.of("ocsf", id, time.at().toString()), fields);
        return Optional.of(new DecodedRecord(new Payload.Event("ocsf", fields.toMap(), raw), time.at(), identity, 0));
    }

    private static boolean fits(JsonNode json) {
        return json.path("class_uid").isIntegralNumber()
                && (json.has("category_uid") || json.has("type_uid") || json.has("activity_id"))
                && (json.has("time") || json.has("metadata") || json.has("time_dt"));
    }

    private static String severity(EcsCopy copy) {
        return switch (String.valueOf(copy.value("severity_id"))) {
            case "1" -> "informational";
            case "2" -> "low";
            case "4" -> "high";
            case "5", "6" -> "critical";
            default -> "medium";
        };
    }

    private static String outcome(EcsCopy copy) {
        return switch (String.valueOf(copy.value("status_id"))) {
            case "1" -> "success";
            case "2" -> "failure";
            default -> "";
        };
    }
}
