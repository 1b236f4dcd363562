package dev.palimpsest.ingest.decode.cef;

import dev.palimpsest.ingest.decode.record.FieldSet;
import dev.palimpsest.ingest.decode.record.Hashes;
import dev.palimpsest.ingest.decode.record.HostNames;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Maps CEF's extension dictionary to ECS. */
final class CefFields {

    private static final Map<String, String> NAMES = Map.ofEntries(Map.entry("smac", "source.mac"),
            Map.entry("dmac", "destination.mac"), Map.entry("fname", "file.name"), Map.entry("filePath", "file.path"),
            Map.entry("fsize", "file.size"), Map.entry("request", "url.full"),
            Map.entry("requestMethod", "http.request.method"),
            Map.entry("requestClientApplication", "user_agent.original"),
            Map.entry("requestContext", "http.request.referrer"), Map.entry("act", "event.action"),
            Map.entry("msg", "message"), Map.entry("reason", "event.reason"), Map.entry("externalId", "event.id"),
            Map.entry("cat", "rule.category"), Map.entry("sproc", "process.name"), Map.entry("dproc", "process.name"),
            Map.entry("spid", "process.pid"), Map.entry("in", "source.bytes"), Map.entry("out", "destination.bytes"),
            Map.entry("deviceExternalId", "observer.serial_number"), Map.entry("suid", "user.id"),
            Map.entry("sntdom", "user.domain"), Map.entry("sourceTranslatedAddress", "source.nat.ip"),
            Map.entry("destinationDnsDomain", "destination.domain"), Map.entry("sourceDnsDomain", "source.domain"));

    private final Map<String, String> extension;
    private final FieldSet fields;

    private CefFields(Map<String, String> extension, FieldSet fields) {
        this.extension = extension;
        this.fields = fields;
    }

    static void write(Map<String, String> extension, FieldSet fields) {
        CefFields of = new CefFields(extension, fields);
        of.network();
        of.users();
        of.machine();
        extension.forEach((key, value) -> {
            String name = NAMES.get(key);
            if (name != null) {
                fields.known(name, value);
            }
        });
        Hashes.write(extension.get("fileHash"), "file.hash", fields);
        fields.known("event.outcome", outcome(extension.get("outcome")));
    }

    private void network() {
        fields.put("source.ip", HostNames.address(value("src", "sourceAddress", "c6a2")))
                .known("source.port", port(value("spt", "sourcePort")))
                .put("destination.ip", HostNames.address(value("dst", "destinationAddress", "c6a3")))
                .known("destination.port", port(value("dpt", "destinationPort")))
                .known("source.domain", value("shost", "sourceHostName"))
                .known("destination.domain", value("dhost", "destinationHostName"))
                .known("network.transport", lower(value("proto", "transportProtocol")))
                .known("network.protocol", lower(value("app", "applicationProtocol")));
        String direction = extension.get("deviceDirection");
        if (direction != null) {
            fields.known("network.direction", direction.equals("0") ? "inbound" : "outbound");
        }
    }

    /** The source's user acts on the destination's, where both are named. */
    private void users() {
        String source = value("suser", "sourceUserName");
        String target = value("duser", "destinationUserName");
        HostNames.writeAccount(source, "user", fields);
        HostNames.writeAccount(target, FieldSet.isNone(source) ? "user" : "user.target", fields);
        fields.known(FieldSet.isNone(source) ? "user.domain" : "user.target.domain", extension.get("dntdom"));
    }

    /** Between two addresses the device only watches; what else it reports happened on itself or on the named machine. */
    private void machine() {
        String device = value("dvchost", "deviceHostName");
        fields.known("observer.name", device)
                .put("observer.ip", HostNames.address(value("dvc", "deviceAddress")));
        boolean watches = fields.first("source.ip").isPresent() && fields.first("destination.ip").isPresent();
        if (!watches) {
            String named = value("dhost", "destinationHostName");
            HostNames.write(named == null ? device : named, fields);
        }
    }

    private @Nullable String value(String... keys) {
        for (String key : keys) {
            String value = extension.get(key);
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    private static @Nullable String outcome(@Nullable String outcome) {
        String word = outcome == null ? "" : outcome.toLowerCase(Locale.ROOT);
        return switch (word) {
            case "success", "successful", "succeeded", "allowed", "ok" -> "success";
            case "failure", "failed", "fail", "denied", "blocked", "error" -> "failure";
            default -> null;
        };
    }

    private static @Nullable String port(@Nullable String port) {
        return "0".equals(port) ? null : port;
    }

    private static @Nullable String lower(@Nullable String text) {
        return text == null ? null : text.toLowerCase(Locale.ROOT);
    }
}
