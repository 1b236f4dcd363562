package dev.palimpsest.ingest.decode.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import dev.palimpsest.ingest.decode.record.Arrival;
import dev.palimpsest.ingest.decode.record.DecodeLimits;
import dev.palimpsest.ingest.decode.record.DecodedRecord;
import dev.palimpsest.ingest.decode.record.EcsCopy;
import dev.palimpsest.ingest.decode.record.EventTime;
import dev.palimpsest.ingest.decode.record.FieldSet;
import dev.palimpsest.ingest.decode.record.Grade;
import dev.palimpsest.ingest.decode.record.HostNames;
import dev.palimpsest.ingest.decode.record.Identity;
import dev.palimpsest.ingest.decode.record.JsonFields;
import dev.palimpsest.memory.observation.Payload;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Decodes GuardDuty findings to ECS alerts. Every key is kept as {@code aws.guardduty.<key>} as well. */
public final class GuardDutyDecoder {

    private static final Pattern TYPE = Pattern.compile("[A-Za-z]{1,40}:[A-Za-z0-9]{1,40}/\\S{1,100}");

    private GuardDutyDecoder() {}

    /** The finding, where the JSON is one, as the API or as EventBridge spells it. */
    public static Optional<DecodedRecord> decode(JsonNode json, String raw, Arrival arrival, DecodeLimits limits) {
        JsonNode given = json.path("detail").isObject() ? json.path("detail") : json;
        if (!fits(given)) {
            return Optional.empty();
        }
        JsonNode finding = given.has("Type") ? LowerKeys.of(given) : given;
        FieldSet fields = new FieldSet(limits);
        EventTime time = EventTime.of(lastSeen(finding), arrival);
        time.writeTo(fields);
        String type = String.valueOf(JsonFields.text(finding, "type"));
        fields.put("event.kind", "alert").put("event.module", "aws").put("event.dataset", "aws.guardduty")
                .put("event.category", "intrusion_detection").put("cloud.provider", "aws").put("rule.name", type)
                .put("rule.category", type.substring(0, type.indexOf(':')))
                .put("event.severity", Grade.ofTen(JsonFields.text(finding, "severity")));
        FindingTypes.technique(type).ifPresent(id -> fields.put("threat.technique.id", id));
        new EcsCopy(finding, fields).copy("id", "event.id").copy("title", "message")
                .copy("description", "rule.description").copy("region", "cloud.region")
                .copy("accountId", "cloud.account.id").copy("service.eventFirstSeen", "event.start")
                .copy("service.eventLastSeen", "event.end");
        resource(finding, fields);
        FindingAction.write(finding, fields);
        FieldSet own = new FieldSet(limits);
        JsonFields.flatten(finding, own, name -> !name.equals("title") && !name.equals("description"));
        own.toMap().forEach((name, values) -> values.forEach(value -> fields.add("aws.guardduty." + name, value)));
        return Optional.of(new DecodedRecord(new Payload.Event("guardduty", fields.toMap(), raw), time.at(),
                identity(finding, time, fields), 0));
    }

    private static boolean fits(JsonNode json) {
        String type = JsonFields.text(json, "type", "Type");
        String arn = JsonFields.text(json, "arn", "Arn");
        boolean finding = "guardduty".equals(JsonFields.at(json, "service.serviceName"))
                || "guardduty".equals(JsonFields.at(json, "Service.ServiceName"))
                || (arn != null && arn.startsWith("arn:aws") && arn.contains(":guardduty:"));
        return finding && type != null && TYPE.matcher(type).matches();
    }

    private static void resource(JsonNode finding, FieldSet fields) {
        EcsCopy copy = new EcsCopy(finding.path("resource"), fields);
        String instance = copy.value("instanceDetails.instanceId");
        HostNames.write(instance, fields);
        fields.known("cloud.instance.id", instance);
        for (JsonNode network : copy.node("instanceDetails.networkInterfaces")) {
            fields.add("host.ip", HostNames.address(JsonFields.text(network, "privateIpAddress")));
            fields.add("host.ip", HostNames.address(JsonFields.text(network, "publicIp")));
        }
        copy.copy("accessKeyDetails.userName", "user.name").copy("accessKeyDetails.principalId", "user.id")
                .copy("accessKeyDetails.accessKeyId", "user.access_key.id")
                .copy("kubernetesDetails.kubernetesUserDetails.username", "user.name")
                .copy("eksClusterDetails.name", "orchestrator.cluster.name");
        for (JsonNode bucket : copy.node("s3BucketDetails")) {
            fields.add("aws.s3.bucket.name", JsonFields.text(bucket, "name"));
        }
    }

    private static String lastSeen(JsonNode finding) {
        String seen = JsonFields.at(finding, "service.eventLastSeen");
        String updated = JsonFields.text(finding, "updatedAt", "createdAt");
        return seen != null ? seen : updated == null ? "" : updated;
    }

    /** A finding that is found again is updated under its id: each state of it is an observation. */
    private static @Nullable String identity(JsonNode finding, EventTime time,
            FieldSet fields) {
        String id = JsonFields.text(finding, "id");
        return id == null || !time.stated()
                ? null
                : Identity.of(List.of("guardduty", id.toLowerCase(Locale.ROOT), time.at().toString()), fields);
    }
}
