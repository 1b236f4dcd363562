package dev.palimpsest.ingest.decode.record;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reads JSON trees into flat fields. */
public final class JsonFields {

    /** A number written with more digits than this is kept as it is written in scientific notation. */
    private static final int PLAIN_SCALE_MAX = 40;

    private JsonFields() {}

    /** All leaves below the node, under dotted names. */
    public static void flatten(JsonNode node, FieldSet into) {
        flatten(node, into, name -> true);
    }

    /** The leaves below the node; a subtree whose dotted name is not wanted is left out. */
    public static void flatten(JsonNode node, FieldSet into, Predicate<String> wanted) {
        walk(node, "", 0, into, wanted);
    }

    private static void walk(JsonNode node, String name, int depth, FieldSet into, Predicate<String> wanted) {
        if (node.isNull() || node.isMissingNode()) {
            return;
        }
        if (node.isValueNode() || depth >= into.limits().depthMax()) {
            into.add(name.isEmpty() ? "message" : name, leaf(node));
        } else if (node.isArray()) {
            int left = into.limits().valuesMax();
            for (JsonNode element : node) {
                if (left-- == 0) {
                    return;
                }
                walk(element, name, depth + 1, into, wanted);
            }
        } else {
            for (Map.Entry<String, JsonNode> property : node.properties()) {
                String below = name.isEmpty() ? property.getKey() : name + '.' + property.getKey();
                if (wanted.test(below)) {
                    walk(property.getValue(), below, depth + 1, into, wanted);
                }
            }
        }
    }

    private static String leaf(JsonNode node) {
        String text = text(node);
        return text == null ? node.toString() : text;
    }

    /** The text of a value: numbers as they were written. Null for null, absent nodes, objects and arrays. */
    public static @Nullable String text(@Nullable JsonNode node) {
        if (node == null || node.isNull() || !node.isValueNode()) {
            return null;
        }
        if (node.isBigDecimal()) {
            BigDecimal number = node.decimalValue();
            return Math.abs(number.scale()) <= PLAIN_SCALE_MAX ? number.toPlainString() : number.toString();
        }
        return node.asText();
    }

    /** The text of the first of these properties that has one; null where none has. */
    public static @Nullable String text(JsonNode node, String... names) {
        for (String name : names) {
            String text = text(node.get(name));
            if (text != null && !text.isEmpty()) {
                return text;
            }
        }
        return null;
    }

    /** The text at a path of properties, or at the same path written as one dotted name; null where there is none. */
    public static @Nullable String at(JsonNode node, String path) {
        String dotted = text(node.get(path));
        if (dotted != null) {
            return dotted;
        }
        JsonNode here = node;
        for (String step : path.split("\\.", -1)) {
            here = here.path(step);
        }
        return here.isArray() ? text(here.get(0)) : text(here);
    }
}
