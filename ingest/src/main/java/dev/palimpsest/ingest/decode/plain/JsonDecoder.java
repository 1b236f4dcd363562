package dev.palimpsest.ingest.decode.plain;

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
import java.util.Map;

/** Keeps JSON of any other shape: all its leaves by their own names, and the common ones by their ECS names as well. */
public final class JsonDecoder {

    private static final String[] TIMES = {"@timestamp", "timestamp", "eventTime", "time", "_time", "ts", "datetime",
            "date",
            "createdDateTime", "created_at", "TimeGenerated"};

    /** Names many products share, in lower case without separators. */
    private static final Map<String, String> ALIASES = Map.ofEntries(Map.entry("srcip", "source.ip"),
            Map.entry("sourceip", "source.ip"), Map.entry("clientip", "source.ip"),
            Map.entry("remoteaddr", "source.ip"),
            Map.entry("remoteip", "source.ip"), Map.entry("sourceipaddress", "source.ip"),
            Map.entry("srcport", "source.port"), Map.entry("sourceport", "source.port"),
            Map.entry("dstip", "destination.ip"), Map.entry("destip", "destination.ip"),
            Map.entry("destinationip", "destination.ip"), Map.entry("serverip", "destination.ip"),
            Map.entry("dstport", "destination.port"), Map.entry("destport", "destination.port"),
            Map.entry("destinationport", "destination.port"), Map.entry("username", "user.name"),
            Map.entry("useridentity.username", "user.name"), Map.entry("user", "user.name"),
            Map.entry("useragent", "user_agent.original"), Map.entry("url", "url.full"),
            Map.entry("eventname", "event.action"), Map.entry("action", "event.action"),
            Map.entry("eventsource", "event.provider"), Map.entry("errormessage", "error.message"),
            Map.entry("commandline", "process.command_line"), Map.entry("msg", "message"), Map.entry("log", "message"),
            Map.entry("sha256", "file.hash.sha256"), Map.entry("sha1", "file.hash.sha1"),
            Map.entry("md5", "file.hash.md5"), Map.entry("query", "dns.question.name"),
            Map.entry("severity", "event.severity"), Map.entry("level", "event.severity"));

    private static final String[] HOSTS = {"hostname", "host", "computer", "computerName", "host.name", "device"};

    private JsonDecoder() {}

    /** The event; any JSON is one. */
    public static DecodedRecord decode(JsonNode json, String raw, Arrival arrival, DecodeLimits limits) {
        FieldSet fields = new FieldSet(limits);
        EventTime time = EventTime.of(JsonFields.text(json, TIMES), arrival);
        time.writeTo(fields);
        if (json.isObject()) {
            HostNames.write(JsonFields.text(json, HOSTS), fields);
        }
        FieldSet own = new FieldSet(limits);
        JsonFields.flatten(json, own, name -> !name.equals("@timestamp"));
        own.toMap().forEach((name, values) -> alias(name, values, fields));
        fields.putAbsent(own.toMap());
        String id = JsonFields.text(json, "eventID", "event_id", "_id");
        String identity = id == null || !time.stated()
                ? null
                : Identity.of(List.of("json", id, time.at().toString()), fields);
        return new DecodedRecord(new Payload.Event("json", fields.toMap(), raw), time.at(), identity, 0);
    }

    private static void alias(String name, List<String> values, FieldSet fields) {
        String ecs = ALIASES.get(name.toLowerCase(Locale.ROOT).replace("_", "").replace("-", ""));
        if (ecs == null) {
            return;
        }
        String value = values.getFirst();
        if (ecs.endsWith(".ip")) {
            boolean address = value.chars().allMatch(c -> c == '.' || c == ':' || Character.digit(c, 16) >= 0);
            fields.put(address ? ecs : ecs.replace(".ip", ".domain"), HostNames.address(value));
        } else if (ecs.equals("user.name")) {
            HostNames.writeAccount(value, "user", fields);
        } else {
            fields.known(ecs, value);
        }
    }
}
