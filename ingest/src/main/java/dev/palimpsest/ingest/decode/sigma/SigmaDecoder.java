package dev.palimpsest.ingest.decode.sigma;

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
import dev.palimpsest.ingest.decode.record.Techniques;
import dev.palimpsest.memory.observation.Payload;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Decodes alerts of Sigma engines to ECS: the rule, its techniques, and the event that matched, which is decoded as itself.
 * There is no standard for such alerts; the shapes of Chainsaw, Hayabusa and of a rule beside its event are read.
 */
public final class SigmaDecoder {

    private static final List<String> MATCHED = List.of("document.data", "document", "matched_event", "matched",
            "event", "data", "_source", "Details");
    private static final Set<String> TIMES = Set.of("timestamp", "@timestamp", "time", "Timestamp", "detected_at");

    private SigmaDecoder() {}

    /**
     * The alert, where the JSON is one.
     *
     * @param inside what the matched event is on its own
     */
    public static Optional<DecodedRecord> decode(JsonNode json, String raw, Arrival arrival, DecodeLimits limits,
            Function<JsonNode, Optional<DecodedRecord>> inside) {
        return rule(json).map(rule -> {
            FieldSet fields = new FieldSet(limits);
            Optional<Payload.Event> matched = matched(json).flatMap(inside)
                    .map(record -> (Payload.Event) record.payload());
            EventTime time = EventTime.of(time(json, matched), arrival);
            time.writeTo(fields);
            rule(rule, fields);
            matched.ifPresent(event -> {
                Map<String, List<String>> about = new TreeMap<>(event.fields());
                about.remove(EventTime.QUALITY_FIELD);
                fields.putAbsent(about);
            });
            machine(json, fields);
            FieldSet own = new FieldSet(limits);
            JsonFields.flatten(json, own, name -> !TIMES.contains(name) && !MATCHED.contains(name));
            own.toMap().forEach((name, values) -> values.forEach(value -> fields.add("sigma." + name, value)));
            return new DecodedRecord(new Payload.Event("sigma", fields.toMap(), raw), time.at(),
                    identity(fields, time), 0);
        });
    }

    /** The rule's part of an alert: a title and an id or a level, with tags or a log source as only Sigma writes them. */
    private static Optional<JsonNode> rule(JsonNode json) {
        for (JsonNode rule : new JsonNode[]{json.path("rule"), json.path("sigma"), json}) {
            boolean titled = JsonFields.text(rule, "title", "name", "RuleTitle") != null;
            boolean graded = JsonFields.text(rule, "level", "Level", "id", "rule_level") != null;
            if (rule.isObject() && titled && graded && isSigma(rule)) {
                return Optional.of(rule);
            }
        }
        return Optional.empty();
    }

    private static boolean isSigma(JsonNode rule) {
        for (JsonNode tag : rule.path("tags")) {
            if (tag.asText().startsWith("attack.")) {
                return true;
            }
        }
        return rule.path("logsource").isObject() || "sigma".equals(JsonFields.text(rule, "source"))
                || (rule.has("RuleTitle") && (rule.has("RuleID") || rule.has("MitreTags") || rule.has("EventID")));
    }

    private static void rule(JsonNode rule, FieldSet fields) {
        fields.put("event.kind", "alert").put("event.module", "sigma").put("event.dataset", "sigma.alert")
                .known("rule.name", JsonFields.text(rule, "title", "name", "RuleTitle"))
                .known("rule.id", JsonFields.text(rule, "id", "RuleID"))
                .known("rule.description", JsonFields.text(rule, "description"))
                .put("event.severity", Grade.ofWord(JsonFields.text(rule, "level", "rule_level", "Level")));
        EcsCopy copy = new EcsCopy(rule, fields);
        copy.all("tags", "rule.tags").all("MitreTags", "rule.tags").all("author", "rule.author")
                .all("authors", "rule.author").copy("status", "sigma.status").copy("logsource.product", "sigma.product")
                .copy("logsource.category", "sigma.category").copy("logsource.service", "sigma.service");
        fields.all("rule.tags").forEach(tag -> Techniques.write(tag, fields));
    }

    private static Optional<JsonNode> matched(JsonNode json) {
        EcsCopy copy = new EcsCopy(json, new FieldSet(DecodeLimits.DEFAULT));
        for (String path : MATCHED) {
            JsonNode node = copy.node(path);
            if (node.isObject() && !node.isEmpty()) {
                return Optional.of(node);
            }
        }
        JsonNode first = json.path("matches").path(0);
        return first.isObject() ? Optional.of(first) : Optional.empty();
    }

    /** When the event happened rather than when the engine ran. */
    private static @Nullable String time(JsonNode json, Optional<Payload.Event> matched) {
        Optional<String> happened = matched.filter(event -> !event.has(EventTime.QUALITY_FIELD, EventTime.RECEIVED))
                .flatMap(event -> event.first("@timestamp"));
        return happened.orElseGet(
                () -> JsonFields.text(json, "timestamp", "@timestamp", "Timestamp", "time", "detected_at"));
    }

    private static void machine(JsonNode json, FieldSet fields) {
        if (fields.first("host.name").isEmpty()) {
            HostNames.write(JsonFields.text(json, "Computer", "computer", "hostname", "host"), fields);
        }
        fields.known("event.code", JsonFields.text(json, "EventID")).known("winlog.channel",
                JsonFields.text(json, "Channel"));
    }

    private static @Nullable String identity(FieldSet fields, EventTime time) {
        String id = fields.first("rule.id").orElse(null);
        return id == null || !time.stated()
                ? null
                : Identity.of(List.of("sigma", id, time.at().toString()), fields);
    }
}
