package dev.palimpsest.ingest.decode.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import dev.palimpsest.ingest.decode.record.Arrival;
import dev.palimpsest.ingest.decode.record.DecodeLimits;
import dev.palimpsest.ingest.decode.record.DecodedRecord;
import dev.palimpsest.ingest.decode.record.EcsCopy;
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

/** Decodes single CloudTrail events to ECS. Every key is kept as {@code aws.cloudtrail.<key>} as well. */
public final class CloudTrailDecoder {

    private static final Set<String> LOGONS = Set.of("ConsoleLogin", "SwitchRole", "GetFederationToken",
            "UserAuthentication", "CredentialVerification");

    /** What CloudTrail writes instead of a name that may be a password typed into the wrong field. */
    private static final String HIDDEN = "HIDDEN_DUE_TO_SECURITY_REASONS";

    private static final Set<String> NOT_KEPT = Set.of("eventTime", "sourceIPAddress", "userAgent", "eventName",
            "eventSource", "errorMessage", "awsRegion");

    private CloudTrailDecoder() {}

    /** The event, where the JSON is one; also as the {@code detail} of an EventBridge message. */
    public static Optional<DecodedRecord> decode(JsonNode json, String raw, Arrival arrival, DecodeLimits limits) {
        JsonNode event = json.path("detail").has("eventSource") ? json.path("detail") : json;
        if (!fits(event)) {
            return Optional.empty();
        }
        FieldSet fields = new FieldSet(limits);
        EventTime time = EventTime.of(JsonFields.text(event, "eventTime"), arrival);
        time.writeTo(fields);
        fields.put("event.module", "aws").put("event.dataset", "aws.cloudtrail").put("cloud.provider", "aws");
        action(event, fields);
        who(event, fields);
        where(event, fields);
        FieldSet own = new FieldSet(limits);
        JsonFields.flatten(event, own, name -> !NOT_KEPT.contains(name));
        own.toMap().forEach((name, values) -> values.forEach(value -> fields.add("aws.cloudtrail." + name, value)));
        String id = JsonFields.text(event, "eventID");
        String identity = id == null || !time.stated()
                ? null
                : Identity.of(List.of("cloudtrail", id, time.at().toString()), fields);
        return Optional
                .of(new DecodedRecord(new Payload.Event("cloudtrail", fields.toMap(), raw), time.at(), identity, 0));
    }

    private static boolean fits(JsonNode event) {
        String source = JsonFields.text(event, "eventSource");
        return source != null && source.indexOf('.') > 0 && JsonFields.text(event, "eventName") != null
                && (event.has("userIdentity") || event.has("eventVersion") || event.has("awsRegion"));
    }

    private static void action(JsonNode event, FieldSet fields) {
        String name = JsonFields.text(event, "eventName");
        String service = String.valueOf(JsonFields.text(event, "eventSource"));
        fields.put("event.action", name).put("event.provider", service)
                .put("event.id", JsonFields.text(event, "eventID"))
                .put("event.category", category(String.valueOf(name), service)).put("event.outcome", outcome(event));
        new EcsCopy(event, fields).copy("errorCode", "error.code").copy("errorMessage", "error.message")
                .copy("requestParameters.userName", "user.target.name")
                .copy("requestParameters.groupName", "group.name")
                .copy("requestParameters.bucketName", "aws.s3.bucket.name")
                .copy("requestParameters.instanceId", "cloud.instance.id");
        for (JsonNode resource : event.path("resources")) {
            fields.add("cloud.resource.arn", JsonFields.text(resource, "ARN"));
        }
    }

    private static String category(String name, String service) {
        if (LOGONS.contains(name)) {
            return "authentication";
        }
        return service.startsWith("iam.") || service.startsWith("sts.") ? "iam" : "api";
    }

    /** A refused call names its error; a refused console login says so in its answer. */
    private static String outcome(JsonNode event) {
        String login = JsonFields.at(event, "responseElements.ConsoleLogin");
        boolean failed = JsonFields.text(event, "errorCode", "errorMessage") != null
                || (login != null && login.toLowerCase(Locale.ROOT).startsWith("fail"));
        return failed ? "failure" : "success";
    }

    private static void who(JsonNode event, FieldSet fields) {
        EcsCopy copy = new EcsCopy(event.path("userIdentity"), fields);
        String name = copy.value("userName");
        fields.known("user.name", HIDDEN.equals(name) ? null : name);
        copy.copy("sessionContext.sessionIssuer.userName", "user.name");
        fields.known("user.name", session(copy.value("principalId")));
        if ("Root".equals(copy.value("type"))) {
            fields.put("user.name", "root");
        }
        copy.copy("principalId", "user.id").copy("invokedBy", "user.name").copy("arn", "user.arn")
                .copy("accessKeyId", "user.access_key.id");
    }

    /** The session's name behind a role's id, which is whom the role was given to. */
    private static @Nullable String session(@Nullable String principal) {
        int colon = principal == null ? -1 : principal.indexOf(':');
        return principal == null || colon < 0 ? null : principal.substring(colon + 1);
    }

    /** A caller within the provider has a name where others have an address. */
    private static void where(JsonNode event, FieldSet fields) {
        String from = JsonFields.text(event, "sourceIPAddress");
        boolean address = from != null && from.chars()
                .allMatch(c -> c == '.' || c == ':' || Character.digit(c, 16) >= 0);
        fields.put(address ? "source.ip" : "source.domain", HostNames.address(from));
        new EcsCopy(event, fields).copy("userAgent", "user_agent.original").copy("awsRegion", "cloud.region")
                .copy("recipientAccountId", "cloud.account.id").copy("userIdentity.accountId", "cloud.account.id")
                .copy("tlsDetails.tlsVersion", "tls.version").copy("tlsDetails.cipherSuite", "tls.cipher")
                .copy("tlsDetails.clientProvidedHostHeader", "url.domain");
    }
}
