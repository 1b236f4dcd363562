package dev.palimpsest.index;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.palimpsest.index.Labels.Value;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * How a JSON value is kept as a label's text, and read back as it was: a text is itself, unless it begins like what stands
 * for anything else.
 */
public final class LabelValues {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private LabelValues() {}

    /** The label's text for a value. */
    public static String write(JsonNode value) {
        String text = value.textValue();
        return text != null && !text.startsWith(Labels.JSON) && !text.isEmpty() ? text : Labels.JSON + value;
    }

    /** The value of a label's text. */
    public static JsonNode json(String text) {
        if (text.startsWith(Labels.JSON)) {
            try {
                return MAPPER.readTree(text.substring(Labels.JSON.length()));
            } catch (JsonProcessingException _) {
                return JsonNodeFactory.instance.textNode(text); // somebody's own text that happens to begin so
            }
        }
        return TextNode.valueOf(text);
    }

    /** What a JSON value is searched by; none for a list, whose elements are. */
    public static Value of(JsonNode value) {
        if (value.isTextual()) {
            return new Value.Text(value.textValue());
        }
        return value.isNumber() ? new Value.Numeric(value.doubleValue()) : new Value.Other(value.toString());
    }

    /** What a label's text is searched by: of a list each element, else the value itself. */
    static List<Value> read(String text) {
        JsonNode value = json(text);
        return value.isArray()
                ? StreamSupport.stream(value.spliterator(), false).map(LabelValues::of).toList()
                : List.of(of(value));
    }
}
