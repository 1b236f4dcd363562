package dev.palimpsest.ingest.decode;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Lists of records in an object of their own: CloudTrail's files, GuardDuty's answers, Kubernetes' event lists. */
final class Envelope {

    private Envelope() {}

    /** The property that holds the records; empty where the value is no envelope. */
    static Optional<String> listOf(JsonNode value) {
        if (value.path("Records").isArray() && value.size() == 1) {
            return Optional.of("Records");
        }
        if (value.path("Findings").isArray() && value.size() <= 2) {
            return Optional.of("Findings");
        }
        return value.path("kind").asText().equals("EventList") && value.path("items").isArray()
                ? Optional.of("items")
                : Optional.empty();
    }

    /** The text of each element of the list, as it was written. */
    static List<String> elements(String raw, String list, JsonMapper mapper) {
        List<String> elements = new ArrayList<>();
        try (JsonParser parser = mapper.createParser(raw)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean wanted = parser.currentName().equals(list);
                if (parser.nextToken() != JsonToken.START_ARRAY || !wanted) {
                    parser.skipChildren();
                    continue;
                }
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    int start = (int) parser.currentTokenLocation().getCharOffset();
                    parser.skipChildren();
                    parser.finishToken();
                    elements.add(raw.substring(start, (int) parser.currentLocation().getCharOffset()));
                }
            }
            return elements;
        } catch (IOException e) {
            throw new IllegalStateException("a text that was read once cannot fail to be read", e);
        }
    }
}
