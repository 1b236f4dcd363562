package dev.palimpsest.ingest.decode.stix;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.palimpsest.ingest.decode.indicator.Confidence;
import dev.palimpsest.ingest.decode.indicator.Indicator;
import dev.palimpsest.ingest.decode.indicator.IndicatorValue;
import dev.palimpsest.ingest.decode.indicator.TlpMark;
import dev.palimpsest.ingest.decode.indicator.ValueForm;
import dev.palimpsest.ingest.decode.record.Arrival;
import dev.palimpsest.ingest.decode.record.DecodeLimits;
import dev.palimpsest.ingest.decode.record.DecodedRecord;
import dev.palimpsest.ingest.decode.record.EventTime;
import dev.palimpsest.ingest.decode.record.FieldSet;
import dev.palimpsest.ingest.decode.record.Identity;
import dev.palimpsest.ingest.decode.record.JsonFields;
import dev.palimpsest.ingest.decode.record.Timestamps;
import dev.palimpsest.memory.observation.Payload;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Decodes bundles and TAXII envelopes: an indicator for each observable of a pattern, a relationship for each edge between names. */
public final class StixDecoder {

    /** So many values of one object carry its whole text; the further ones refer to it. */
    static final int RAW_PARTS_MAX = 32;

    private static final Pattern ID = Pattern.compile("[a-z0-9-]{3,250}--[0-9a-fA-F-]{36}");

    private final StixObjects objects;
    private final Arrival arrival;
    private final DecodeLimits limits;

    private StixDecoder(StixObjects objects, Arrival arrival, DecodeLimits limits) {
        this.objects = objects;
        this.arrival = arrival;
        this.limits = limits;
    }

    /** Whether the JSON is a bundle, an envelope of STIX objects or one such object. */
    public static boolean fits(JsonNode json) {
        JsonNode objects = json.path("objects");
        boolean bundle = objects.isArray()
                && ("bundle".equals(JsonFields.text(json, "type")) || isObject(objects.path(0)));
        return bundle || isObject(json);
    }

    /** The indicators and relationships it holds; empty where it holds none. */
    public static List<DecodedRecord> decode(JsonNode json, Arrival arrival, DecodeLimits limits) {
        Iterable<JsonNode> objects = json.path("objects").isArray() ? json.path("objects") : List.of(json);
        StixDecoder decoder = new StixDecoder(new StixObjects(objects), arrival, limits);
        List<DecodedRecord> records = new ArrayList<>();
        for (JsonNode object : objects) {
            if (records.size() > limits.recordsMax()) {
                break;
            }
            switch (String.valueOf(JsonFields.text(object, "type"))) {
                case "indicator" -> decoder.indicator(object, records);
                case "relationship" -> decoder.relationship(object, records);
                case "sighting" -> records.addAll(StixSightings.of(object, decoder.objects, arrival, limits));
                default -> {
                }
            }
        }
        return records;
    }

    private static boolean isObject(JsonNode json) {
        String id = JsonFields.text(json, "id");
        String type = JsonFields.text(json, "type");
        return id != null && type != null && id.startsWith(type + "--") && ID.matcher(id).matches();
    }

    private void indicator(JsonNode object, List<DecodedRecord> into) {
        String pattern = JsonFields.text(object, "pattern");
        String kind = JsonFields.text(object, "pattern_type");
        if (pattern == null) {
            return;
        }
        String language = kind == null ? "stix" : kind;
        boolean stix = language.equals("stix");
        StixPattern read = stix ? objects.pattern(pattern) : new StixPattern(List.of(), null);
        List<StixPattern.Part> parts = read.parts().isEmpty()
                ? List.of(new StixPattern.Part(IndicatorValue.named(stix ? "pattern" : language, pattern), true,
                        Set.of()))
                : read.parts();
        int number = 0;
        String raw = object.toString();
        for (StixPattern.Part part : parts) {
            Indicator indicator = new Indicator(part.value(), limits);
            describe(object, indicator);
            FieldSet fields = indicator.fields();
            logic(part, parts.size() == 1 ? null : pattern, read.problem(), fields);
            // By all that is read: what speaks of an object changes what it says, and leaves its time as it was.
            String identity = Identity.of(List.of(identity(object) + '#' + number++), fields);
            if (read.parts().isEmpty()) {
                fields.put(Indicator.PROBLEM_FIELD, unread(stix ? null : language, read.problem()));
            }
            into.add(indicator.record("stix", "indicator",
                    number <= RAW_PARTS_MAX ? raw : reference(object), modified(object), identity, arrival));
        }
    }

    /** Why a pattern names nothing that could be looked for. */
    private static String unread(@Nullable String foreign, @Nullable String problem) {
        String what = foreign != null
                ? "a pattern in a language that is not read here"
                : problem == null
                        ? "a pattern that names no value to look for"
                        : "a pattern that cannot be read, " + problem;
        return what + ValueForm.LOST;
    }

    /** What stands for an object whose text the parts before have. */
    static String reference(JsonNode object) {
        return JsonNodeFactory.instance.objectNode().put("id", JsonFields.text(object, "id")).toString();
    }

    /** What the pattern asks for beside the value. */
    private static void logic(StixPattern.Part part, @Nullable String pattern, @Nullable String problem,
            FieldSet fields) {
        fields.put("pattern.match", part.alone() ? null : "partial").put("pattern.text", pattern)
                .put("pattern.problem", problem);
        part.qualifiers().stream().sorted().forEach(qualifier -> fields.add("pattern.qualifier", qualifier));
    }

    private void describe(JsonNode object, Indicator indicator) {
        FieldSet fields = indicator.fields();
        fields.put("indicator.name", JsonFields.text(object, "name"))
                .put("description", JsonFields.text(object, "description"))
                .put("confidence", Confidence.of(JsonFields.text(object, "confidence")))
                .put("external_id", JsonFields.text(object, "id"))
                .put("revoked", StixObjects.isRevoked(object) ? "true" : null)
                .put("provider", objects.nameOf(JsonFields.text(object, "created_by_ref")))
                .put("granular_markings", objects.granular(object));
        objects.reliability(object).ifPresent(grade -> fields.put("reliability", grade));
        indicator.time("valid_from", JsonFields.text(object, "valid_from")).time("valid_until",
                JsonFields.text(object, "valid_until"));
        for (String labels : new String[]{"labels", "indicator_types"}) {
            object.path(labels).forEach(label -> fields.add("labels", JsonFields.text(label)));
        }
        object.path("kill_chain_phases")
                .forEach(phase -> fields.add("kill_chain_phases", JsonFields.text(phase, "phase_name")));
        common(object, fields);
        for (JsonNode target : objects.indicatedBy(String.valueOf(JsonFields.text(object, "id")))) {
            pointAt(target, fields);
        }
    }

    private static void pointAt(JsonNode target, FieldSet fields) {
        String name = JsonFields.text(target, "name");
        switch (String.valueOf(JsonFields.text(target, "type"))) {
            case "malware", "tool" -> {
                fields.add("malware", name);
                fields.put("description", JsonFields.text(target, "description"));
            }
            case "intrusion-set", "threat-actor" -> fields.add("actor", name);
            case "campaign" -> fields.add("campaign", name);
            case "attack-pattern" -> fields.add("techniques", StixObjects.attackId(target));
            default -> {
            }
        }
    }

    private void relationship(JsonNode object, List<DecodedRecord> into) {
        JsonNode source = objects.get(JsonFields.text(object, "source_ref"));
        JsonNode target = objects.get(JsonFields.text(object, "target_ref"));
        String sourceName = source == null ? null : JsonFields.text(source, "name");
        String targetName = target == null ? null : JsonFields.text(target, "name");
        if (source == null || target == null || sourceName == null || targetName == null
                || "indicator".equals(JsonFields.text(source, "type"))) {
            return;
        }
        FieldSet fields = new FieldSet(limits).put("relationship.type", JsonFields.text(object, "relationship_type"))
                .put("source.type", JsonFields.text(source, "type")).put("source.name", sourceName)
                .put("source.id", StixObjects.attackId(source)).put("target.type", JsonFields.text(target, "type"))
                .put("target.name", targetName).put("target.id", StixObjects.attackId(target))
                .put("description", JsonFields.text(object, "description"))
                .put("confidence", Confidence.of(JsonFields.text(object, "confidence")))
                .put("external_id", JsonFields.text(object, "id"));
        boolean revoked = StixObjects.isRevoked(object) || StixObjects.isRevoked(source)
                || StixObjects.isRevoked(target);
        fields.put("revoked", revoked ? "true" : null);
        Timestamps.parse(JsonFields.text(object, "start_time", "created"))
                .ifPresent(from -> fields.put("valid_from", from.toString()));
        common(object, fields);
        EventTime time = EventTime.of(modified(object), arrival);
        fields.put(EventTime.QUALITY_FIELD, time.quality());
        Payload payload = new Payload.IntelligenceObject("stix", "relationship", fields.toMap(), object.toString());
        into.add(new DecodedRecord(payload, time.at(), Identity.of(List.of(identity(object)), fields), 0));
    }

    private void common(JsonNode object, FieldSet fields) {
        objects.marking(object).ifPresent(tlp -> fields.put("tlp", TlpMark.text(tlp)));
        objects.pap(object).ifPresent(pap -> fields.put("pap", pap));
        object.path("external_references")
                .forEach(reference -> fields.add("reference", JsonFields.text(reference, "url")));
    }

    static String identity(JsonNode object) {
        String modified = modified(object);
        return JsonFields.text(object, "id") + "@" + (modified == null ? Identity.digest(object.toString()) : modified);
    }

    private static @Nullable String modified(JsonNode object) {
        return JsonFields.text(object, "modified", "created");
    }
}
