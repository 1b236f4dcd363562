package dev.palimpsest.ingest.decode.kubernetes;

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
import org.jspecify.annotations.Nullable;

/** Decodes audit events to ECS. Every key is kept as {@code kubernetes.audit.<key>} as well. */
public final class AuditDecoder {

    private static final int STATUS_FAILED_MIN = 400;

    private AuditDecoder() {}

    /** The event, where the JSON is one. */
    public static Optional<DecodedRecord> decode(JsonNode json, String raw, Arrival arrival, DecodeLimits limits) {
        String version = JsonFields.text(json, "apiVersion");
        if (version == null || !version.startsWith("audit.k8s.io/") || !json.has("auditID")) {
            return Optional.empty();
        }
        FieldSet fields = new FieldSet(limits);
        EventTime time = EventTime.of(
                JsonFields.text(json, "requestReceivedTimestamp", "stageTimestamp", "timestamp"), arrival);
        time.writeTo(fields);
        fields.put("event.module", "kubernetes").put("event.dataset", "kubernetes.audit").put("event.category", "api")
                .put("orchestrator.type", "kubernetes").put("event.outcome", outcome(json));
        EcsCopy copy = new EcsCopy(json, fields);
        fields.put("user.name", copy.value("user.username")); // system:serviceaccount:… is one name
        copy.copy("verb", "event.action").copy("user.uid", "user.id").all("user.groups", "user.group.name")
                .copy("impersonatedUser.username", "user.effective.name").address("sourceIPs", "source.ip")
                .all("sourceIPs", "related.ip")
                .copy("userAgent", "user_agent.original").copy("requestURI", "url.path")
                .copy("responseStatus.code", "http.response.status_code")
                .copy("responseStatus.message", "error.message").copy("responseStatus.reason", "event.reason")
                .copy("objectRef.namespace", "orchestrator.namespace")
                .copy("objectRef.resource", "orchestrator.resource.type")
                .copy("objectRef.name", "orchestrator.resource.name")
                .copy("objectRef.subresource", "orchestrator.resource.subtype").copy("auditID", "event.id");
        images(json, fields);
        FieldSet own = new FieldSet(limits);
        JsonFields.flatten(json, own, name -> !name.equals("apiVersion") && !name.equals("kind"));
        own.toMap().forEach((name, values) -> values.forEach(value -> fields.add("kubernetes.audit." + name, value)));
        return Optional.of(new DecodedRecord(new Payload.Event("kubernetes", fields.toMap(), raw), time.at(),
                identity(json, time, fields), 0));
    }

    /** By the answer's status, else by whether the request was allowed; null before there is an answer. */
    private static @Nullable String outcome(JsonNode json) {
        JsonNode code = json.path("responseStatus").path("code");
        if (code.isInt()) {
            return code.intValue() < STATUS_FAILED_MIN ? "success" : "failure";
        }
        String decision = JsonFields.text(json.path("annotations"), "authorization.k8s.io/decision");
        return "forbid".equals(decision) ? "failure" : null;
    }

    private static void images(JsonNode json, FieldSet fields) {
        for (JsonNode container : json.path("requestObject").path("spec").path("containers")) {
            fields.add("container.image.name", JsonFields.text(container, "image"));
        }
    }

    private static @Nullable String identity(JsonNode json, EventTime time, FieldSet fields) {
        String id = JsonFields.text(json, "auditID");
        String stage = String.valueOf(JsonFields.text(json, "stage"));
        return id == null || !time.stated()
                ? null
                : Identity.of(List.of("kubernetes", id, stage, time.at().toString()), fields);
    }
}
