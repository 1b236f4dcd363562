package dev.palimpsest.ingest.decode.misp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.palimpsest.ingest.decode.indicator.Indicator;
import dev.palimpsest.ingest.decode.indicator.IndicatorValue;
import dev.palimpsest.ingest.decode.record.Arrival;
import dev.palimpsest.ingest.decode.record.DecodeLimits;
import dev.palimpsest.ingest.decode.record.DecodedRecord;
import dev.palimpsest.ingest.decode.record.FieldSet;
import dev.palimpsest.ingest.decode.record.Identity;
import dev.palimpsest.ingest.decode.record.JsonFields;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decodes MISP events, as exported, fed or answered by the REST API, to an indicator for each value. */
public final class MispDecoder {

    /** What an attribute not meant for detection is worth, where no tag says otherwise. */
    private static final String CONFIDENCE_NOT_FOR_DETECTION = "30";

    private final Arrival arrival;
    private final DecodeLimits limits;
    private final List<DecodedRecord> records = new ArrayList<>();

    private MispDecoder(Arrival arrival, DecodeLimits limits) {
        this.arrival = arrival;
        this.limits = limits;
    }

    /** Whether the JSON is an event, or a response with events or attributes. */
    public static boolean fits(JsonNode json) {
        return isEvent(json.path("Event")) || isEvent(json.path("response").path(0).path("Event"))
                || json.path("response").path("Attribute").isArray();
    }

    /** The indicators it holds; empty where it holds none. */
    public static List<DecodedRecord> decode(JsonNode json, Arrival arrival, DecodeLimits limits) {
        MispDecoder decoder = new MispDecoder(arrival, limits);
        if (json.path("Event").isObject()) {
            decoder.event(json.path("Event"));
        }
        if (json.path("response").isArray()) {
            json.path("response").forEach(one -> decoder.event(one.path("Event")));
        }
        json.path("response").path("Attribute")
                .forEach(attribute -> decoder.attribute(attribute, attribute.path("Event"),
                        Shared.of(attribute.path("Event"))));
        return decoder.records;
    }

    private static boolean isEvent(JsonNode event) {
        return event.isObject() && event.has("info")
                && (event.has("Attribute") || event.has("Object") || event.has("uuid"));
    }

    /**
     * What the attributes of one event share.
     *
     * @param event      the event
     * @param detections what antivirus products call the thing
     * @param references reports about it
     */
    private record Shared(JsonNode event, List<String> detections, List<String> references) {

        static Shared of(JsonNode event) {
            List<String> detections = new ArrayList<>();
            List<String> references = new ArrayList<>();
            for (JsonNode attribute : event.path("Attribute")) {
                String value = JsonFields.text(attribute, "value");
                if (value != null && "Antivirus detection".equals(JsonFields.text(attribute, "category"))) {
                    detections.add(value);
                } else if (value != null && "link".equals(JsonFields.text(attribute, "type"))) {
                    references.add(value);
                }
            }
            return new Shared(event, detections, references);
        }
    }

    private void event(JsonNode event) {
        Shared shared = Shared.of(event);
        event.path("Attribute").forEach(attribute -> attribute(attribute, event, shared));
        for (JsonNode object : event.path("Object")) {
            object.path("Attribute").forEach(attribute -> attribute(attribute, object, shared));
        }
    }

    private void attribute(JsonNode attribute, JsonNode parent, Shared shared) {
        String type = JsonFields.text(attribute, "type");
        String text = JsonFields.text(attribute, "value");
        if (type == null || text == null || text.isBlank() || !MispValues.isIndicator(type)) {
            return;
        }
        int number = 0;
        String raw = raw(attribute);
        for (IndicatorValue value : MispValues.of(type, text)) {
            Indicator indicator = new Indicator(value, limits);
            FieldSet fields = indicator.fields();
            describe(attribute, parent, shared.event(), indicator);
            first(shared.detections()).forEach(name -> fields.add("detection_name", name));
            first(shared.references()).forEach(link -> fields.add("reference", link));
            String stated = JsonFields.text(attribute, "timestamp");
            records.add(indicator.record("misp", raw,
                    stated == null ? JsonFields.text(shared.event(), "timestamp", "date") : stated,
                    identity(attribute, number++, fields), arrival));
            records.addAll(MispSightings.of(attribute, value, arrival, limits));
        }
    }

    /** As it was written, but for the file itself that a sample or an attachment carries: nothing is read out of that. */
    private static String raw(JsonNode attribute) {
        return attribute.has("data") && attribute instanceof ObjectNode object
                ? object.deepCopy().without("data").toString()
                : attribute.toString();
    }

    private List<String> first(List<String> values) {
        return values.subList(0, Math.min(values.size(), limits.valuesMax()));
    }

    private static void describe(JsonNode attribute, JsonNode parent, JsonNode event, Indicator indicator) {
        FieldSet fields = indicator.fields();
        String toIds = JsonFields.text(attribute, "to_ids");
        MispContext.write(attribute, fields);
        MispContext.write(event, fields);
        fields.put("indicator.name", JsonFields.text(event, "info"))
                .put("description", JsonFields.text(attribute, "comment"))
                .put("description", JsonFields.text(parent, "comment"))
                .put("description", JsonFields.text(event, "info")).put("to_ids", toIds)
                .put("confidence", "false".equals(toIds) ? CONFIDENCE_NOT_FOR_DETECTION : null)
                .put("category", JsonFields.text(attribute, "category"))
                .put("indicator.role", JsonFields.text(attribute, "type"))
                .put("external_id", JsonFields.text(attribute, "uuid"))
                .put("external_id", JsonFields.text(event, "uuid"))
                .put("provider", JsonFields.at(event, "Orgc.name"))
                .put("revoked", isDeleted(attribute) || isDeleted(parent) ? "true" : null);
        indicator.time("valid_from", JsonFields.text(attribute, "first_seen"))
                .time("valid_from", JsonFields.text(event, "date"))
                .time("last_seen", JsonFields.text(attribute, "last_seen"));
    }

    private static boolean isDeleted(JsonNode node) {
        String deleted = JsonFields.text(node, "deleted");
        return "true".equals(deleted) || "1".equals(deleted);
    }

    /** By all that is read: tags of the event change what an attribute says, and leave its time as it was. */
    private static @Nullable String identity(JsonNode attribute, int number, FieldSet fields) {
        String uuid = JsonFields.text(attribute, "uuid");
        String timestamp = JsonFields.text(attribute, "timestamp");
        return uuid == null || timestamp == null
                ? null
                : Identity.of(List.of("misp", uuid + '@' + timestamp + '#' + number), fields);
    }
}
