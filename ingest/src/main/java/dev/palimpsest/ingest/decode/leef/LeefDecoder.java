package dev.palimpsest.ingest.decode.leef;

import dev.palimpsest.ingest.decode.record.Arrival;
import dev.palimpsest.ingest.decode.record.DecodeLimits;
import dev.palimpsest.ingest.decode.record.DecodedRecord;
import dev.palimpsest.ingest.decode.record.EventTime;
import dev.palimpsest.ingest.decode.record.FieldSet;
import dev.palimpsest.ingest.decode.record.Grade;
import dev.palimpsest.ingest.decode.record.Hashes;
import dev.palimpsest.ingest.decode.record.HostNames;
import dev.palimpsest.memory.observation.Payload;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Decodes LEEF to ECS. Every pair is kept as {@code leef.<key>} as well. */
public final class LeefDecoder {

    private static final Pattern VERSION = Pattern.compile("[12](?:\\.\\d)?");

    private static final Map<String, String> NAMES = Map.ofEntries(Map.entry("srcMAC", "source.mac"),
            Map.entry("dstMAC", "destination.mac"), Map.entry("cat", "rule.category"), Map.entry("url", "url.full"),
            Map.entry("domain", "user.domain"), Map.entry("policy", "rule.ruleset"),
            Map.entry("action", "event.action"),
            Map.entry("resource", "leef.resource"), Map.entry("srcBytes", "source.bytes"),
            Map.entry("dstBytes", "destination.bytes"), Map.entry("srcPostNAT", "source.nat.ip"),
            Map.entry("dstPostNAT", "destination.nat.ip"), Map.entry("userAgent", "user_agent.original"),
            Map.entry("method", "http.request.method"), Map.entry("fileName", "file.name"),
            Map.entry("filename", "file.name"), Map.entry("filePath", "file.path"), Map.entry("msg", "message"),
            Map.entry("reason", "event.reason"), Map.entry("name", "rule.name"), Map.entry("identMAC", "host.mac"));

    private LeefDecoder() {}

    /** The event, where the text is a LEEF message without anything before it. */
    public static Optional<DecodedRecord> decode(String text, String raw, Arrival arrival, DecodeLimits limits) {
        return LeefMessage.parse(text).filter(message -> VERSION.matcher(message.header().getFirst()).matches())
                .map(message -> event(message, raw, arrival, limits));
    }

    private static DecodedRecord event(LeefMessage message, String raw, Arrival arrival, DecodeLimits limits) {
        Map<String, String> pairs = message.attributes();
        FieldSet fields = new FieldSet(limits);
        EventTime time = LeefTime.of(pairs, arrival);
        time.writeTo(fields);
        String code = message.header().get(4);
        fields.put("event.module", "leef").known("observer.vendor", message.header().get(1))
                .known("observer.product", message.header().get(2)).known("observer.version", message.header().get(3))
                .known("event.code", code).put("event.severity", Grade.ofTen(pairs.get("sev")));
        network(pairs, fields);
        HostNames.writeAccount(value(pairs, "usrName", "accountName", "identUserName"), "user", fields);
        pairs.forEach((key, value) -> {
            String name = NAMES.get(key);
            if (name != null) {
                fields.known(name, value);
            }
        });
        fields.known("rule.name", code);
        Hashes.write(value(pairs, "fileHash", "sha256", "md5"), "file.hash", fields);
        machine(pairs, fields);
        fields.known("message", code);
        pairs.forEach((key, value) -> fields.known("leef." + key, value));
        return new DecodedRecord(new Payload.Event("leef", fields.toMap(), raw), time.at(), null, 0);
    }

    private static void network(Map<String, String> pairs, FieldSet fields) {
        fields.put("source.ip", HostNames.address(pairs.get("src")))
                .known("source.port", port(pairs.get("srcPort")))
                .put("destination.ip", HostNames.address(pairs.get("dst")))
                .known("destination.port", port(pairs.get("dstPort")));
        String protocol = pairs.get("proto");
        fields.known("network.transport", switch (protocol == null ? "" : protocol) {
            case "6" -> "tcp";
            case "17" -> "udp";
            case "1" -> "icmp";
            default -> protocol == null ? null : protocol.toLowerCase(Locale.ROOT);
        });
    }

    /** Between two addresses the device only watches. */
    private static void machine(Map<String, String> pairs, FieldSet fields) {
        String device = value(pairs, "devName", "deviceName", "dvchost");
        fields.known("observer.name", device);
        boolean watches = fields.first("source.ip").isPresent() && fields.first("destination.ip").isPresent();
        String named = pairs.get("identHostName");
        HostNames.write(named == null && !watches ? device : named, fields);
    }

    private static @Nullable String value(Map<String, String> pairs, String... keys) {
        for (String key : keys) {
            if (!FieldSet.isNone(pairs.get(key))) {
                return pairs.get(key);
            }
        }
        return null;
    }

    private static @Nullable String port(@Nullable String port) {
        return "0".equals(port) ? null : port;
    }
}
