package dev.palimpsest.ingest.decode.windows;

import com.fasterxml.jackson.databind.JsonNode;
import dev.palimpsest.ingest.decode.record.Arrival;
import dev.palimpsest.ingest.decode.record.EventTime;
import dev.palimpsest.ingest.decode.record.JsonFields;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Events as Winlogbeat and Elastic Agent ship them, under {@code winlog}. */
final class WinlogbeatShape {

    private WinlogbeatShape() {}

    static WindowsEvent read(JsonNode json, Arrival arrival) {
        JsonNode winlog = json.path("winlog");
        Map<String, String> data = new LinkedHashMap<>();
        collect(winlog.path("event_data"), data);
        collect(winlog.path("user_data"), data);
        String code = JsonFields.text(winlog, "event_id");
        String computer = JsonFields.text(winlog, "computer_name");
        String outcome = JsonFields.at(json, "event.outcome");
        return new WindowsEvent(orEmpty(JsonFields.text(winlog, "provider_name", "source_name")),
                orEmpty(JsonFields.text(winlog, "channel", "log_name")),
                orEmpty(code == null ? JsonFields.at(json, "event.code") : code), JsonFields.text(winlog, "record_id"),
                computer == null ? JsonFields.at(json, "host.name") : computer,
                EventTime.of(JsonFields.text(json, "@timestamp"), arrival),
                outcome == null ? WindowsEvent.outcome(JsonFields.text(winlog.path("keywords").path(0))) : outcome,
                JsonFields.at(json, "log.level"), JsonFields.text(json, "message"), user(winlog.path("user")), data);
    }

    private static @Nullable String user(JsonNode user) {
        String name = JsonFields.text(user, "name");
        String domain = JsonFields.text(user, "domain");
        return name == null || domain == null ? name : domain + '\\' + name;
    }

    private static void collect(JsonNode node, Map<String, String> into) {
        for (Map.Entry<String, JsonNode> property : node.properties()) {
            String value = property.getValue().isArray()
                    ? JsonFields.text(property.getValue().get(0))
                    : JsonFields.text(property.getValue());
            if (value != null) {
                into.putIfAbsent(property.getKey(), value);
            }
        }
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
