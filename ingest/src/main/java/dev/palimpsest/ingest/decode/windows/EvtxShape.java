package dev.palimpsest.ingest.decode.windows;

import com.fasterxml.jackson.databind.JsonNode;
import dev.palimpsest.ingest.decode.record.Arrival;
import dev.palimpsest.ingest.decode.record.EventTime;
import dev.palimpsest.ingest.decode.record.JsonFields;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Events as the XML of an EVTX file written in JSON, attributes under {@code #attributes}, {@code @Name} or beside the text. */
final class EvtxShape {

    private EvtxShape() {}

    static boolean fits(JsonNode json) {
        return json.path("Event").path("System").isObject();
    }

    static WindowsEvent read(JsonNode json, Arrival arrival) {
        JsonNode event = json.path("Event");
        JsonNode system = event.path("System");
        Map<String, String> data = new LinkedHashMap<>();
        collect(event.path("EventData"), data, 0);
        collect(event.path("UserData"), data, 0);
        String created = attribute(system.path("TimeCreated"), "SystemTime");
        return new WindowsEvent(orEmpty(attribute(system.path("Provider"), "Name")),
                orEmpty(text(system.path("Channel"))),
                orEmpty(text(system.path("EventID"))), text(system.path("EventRecordID")),
                text(system.path("Computer")),
                EventTime.of(created == null ? data.get("UtcTime") : created, arrival),
                WindowsEvent.outcome(text(system.path("Keywords"))), text(system.path("Level")),
                text(event.path("RenderingInfo").path("Message")), null, data);
    }

    /** Named values: plain properties, and {@code <Data Name="…">} elements in their several spellings. */
    private static void collect(JsonNode node, Map<String, String> into, int depth) {
        for (Map.Entry<String, JsonNode> property : node.properties()) {
            String name = property.getKey();
            JsonNode value = property.getValue();
            if (name.startsWith("#") || name.startsWith("@")) {
                continue;
            }
            if (name.equals("Data")) {
                elements(value, into);
            } else if (text(value) != null) {
                into.putIfAbsent(name, text(value));
            } else if (value.isObject() && depth < 2) {
                collect(value, into, depth + 1);
            }
        }
    }

    private static void elements(JsonNode data, Map<String, String> into) {
        Iterable<JsonNode> elements = data.isArray() ? data : List.of(data);
        int unnamed = 0;
        for (JsonNode element : elements) {
            JsonNode inner = element.isObject() && element.has("#text") ? element.get("#text") : element;
            Iterable<JsonNode> values = inner.isArray() ? inner : List.of(inner);
            for (JsonNode one : values) {
                String value = text(one);
                if (value != null) {
                    String name = element.isObject() ? attribute(element, "Name") : null;
                    into.putIfAbsent(name == null ? "param" + ++unnamed : name, value);
                }
            }
        }
    }

    private static @Nullable String attribute(JsonNode element, String name) {
        String text = JsonFields.text(element.path("#attributes"), name);
        return text == null ? JsonFields.text(element, "@" + name, name) : text;
    }

    private static @Nullable String text(JsonNode element) {
        return element.isObject() ? JsonFields.text(element, "#text", "Value") : JsonFields.text(element);
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
