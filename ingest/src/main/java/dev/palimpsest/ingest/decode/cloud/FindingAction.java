package dev.palimpsest.ingest.decode.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import dev.palimpsest.ingest.decode.record.EcsCopy;
import dev.palimpsest.ingest.decode.record.FieldSet;
import dev.palimpsest.ingest.decode.record.HostNames;
import dev.palimpsest.ingest.decode.record.JsonFields;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Maps what a finding saw to ECS: a connection, probes, a name looked up, or a call of the provider's API. */
final class FindingAction {

    private FindingAction() {}

    static void write(JsonNode finding, FieldSet fields) {
        JsonNode action = finding.path("service").path("action");
        fields.known("event.action", lower(JsonFields.text(action, "actionType")));
        connection(action.path("networkConnectionAction"), fields);
        for (JsonNode probe : action.path("portProbeAction").path("portProbeDetails")) {
            EcsCopy copy = new EcsCopy(probe, fields);
            copy.address("remoteIpDetails.ipAddressV4", "source.ip").port("localPortDetails.port", "destination.port");
        }
        fields.known("dns.question.name", JsonFields.text(action.path("dnsRequestAction"), "domain"));
        call(action.path("awsApiCallAction"), fields);
        call(action.path("kubernetesApiCallAction"), fields);
        JsonNode about = finding.path("service").path("additionalInfo");
        fields.known("threat.indicator.name", JsonFields.text(about, "threatName"))
                .known("threat.feed.name", JsonFields.text(about, "threatListName"));
    }

    /** From the instance's side: it is the source of what goes out and the destination of what comes in. */
    private static void connection(JsonNode connection, FieldSet fields) {
        if (connection.isMissingNode()) {
            return;
        }
        EcsCopy copy = new EcsCopy(connection, fields);
        boolean out = "OUTBOUND".equalsIgnoreCase(copy.value("connectionDirection"));
        String local = out ? "source" : "destination";
        String remote = out ? "destination" : "source";
        fields.put("network.direction", out ? "outbound" : "inbound").known("network.transport",
                lower(copy.value("protocol")));
        copy.address("localIpDetails.ipAddressV4", local + ".ip");
        fields.put(local + ".ip", fields.first("host.ip").orElse(null));
        copy.port("localPortDetails.port", local + ".port").address("remoteIpDetails.ipAddressV4", remote + ".ip")
                .port("remotePortDetails.port", remote + ".port");
    }

    private static void call(JsonNode call, FieldSet fields) {
        if (call.isMissingNode()) {
            return;
        }
        EcsCopy copy = new EcsCopy(call, fields);
        fields.replace("event.action", copy.value("api") == null ? copy.value("verb") : copy.value("api"));
        copy.address("remoteIpDetails.ipAddressV4", "source.ip").copy("serviceName", "event.provider")
                .copy("userAgent", "user_agent.original").copy("requestUri", "url.path")
                .copy("errorCode", "error.code").copy("domainDetails.domain", "source.domain");
        for (JsonNode address : copy.node("sourceIps")) {
            fields.put("source.ip", HostNames.address(JsonFields.text(address)));
        }
    }

    private static @Nullable String lower(@Nullable String text) {
        return text == null ? null : text.toLowerCase(Locale.ROOT);
    }
}
