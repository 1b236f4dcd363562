package dev.palimpsest.ingest.decode.ecs;

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
import org.jspecify.annotations.Nullable;

/** Takes over ECS events field by field, host and account names in the memory's form. */
public final class EcsDecoder {

    private static final List<String> MARKS = List.of("event", "agent", "source", "destination", "process", "host",
            "user",
            "url", "dns", "file", "network", "log", "rule", "threat", "related", "observer");

    private EcsDecoder() {}

    /** Whether the JSON carries a time and field sets by their ECS names. */
    public static boolean fits(JsonNode json) {
        return json.has("@timestamp") && (json.has("ecs") || json.has("ecs.version")
                || MARKS.stream().anyMatch(mark -> json.path(mark).isObject()) || json.has("event.kind")
                || json.has("event.category") || json.has("event.dataset") || json.has("source.ip")
                || json.has("host.name"));
    }

    /** The event, where the JSON is one. */
    public static Optional<DecodedRecord> decode(JsonNode json, String raw, Arrival arrival, DecodeLimits limits) {
        if (!fits(json)) {
            return Optional.empty();
        }
        FieldSet fields = new FieldSet(limits);
        EventTime time = EventTime.of(JsonFields.text(json, "@timestamp"), arrival);
        time.writeTo(fields);
        JsonFields.flatten(json, fields, name -> !name.equals("@timestamp") && !name.equals("event.original"));
        HostNames.write(fields.first("host.name").orElse(null), fields);
        accounts(fields);
        return Optional
                .of(new DecodedRecord(new Payload.Event("ecs", fields.toMap(), raw), time.at(), identity(fields, time),
                        0));
    }

    private static void accounts(FieldSet fields) {
        String name = fields.first("user.name").orElse("");
        if (name.indexOf('\\') >= 0) {
            fields.replace("user.name", null);
            HostNames.writeAccount(name, "user", fields);
        }
    }

    /** Where in which file the line was, else the id the module gave; both with a digest, for neither is unique by itself. */
    private static @Nullable String identity(FieldSet fields, EventTime time) {
        String path = fields.first("log.file.path").orElse(null);
        String offset = fields.first("log.offset").orElse(null);
        if (path != null && offset != null) {
            String from = fields.first("agent.id").or(() -> fields.first("host.name")).orElse("");
            return Identity.of("log", from, path, offset, Identity.digest(fields.first("message").orElse("")));
        }
        String id = fields.first("event.id").orElse(null);
        return id == null || !time.stated()
                ? null
                : Identity.of(List.of("ecs", fields.first("event.dataset").orElse(""), id, time.at().toString()),
                        fields);
    }
}
