package dev.palimpsest.query.mcp.tool;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * JSON Schema 2020-12 of objects, as far as tools need it. The dialect is not named in it: it is MCP's own, and older
 * clients' validators know no other than the one they were built for.
 */
public final class Schema {

    private Schema() {}

    /** One member of an object. */
    public record Part(String name, Map<String, Object> schema, boolean required) {

        /** The same, and it must be there. */
        public Part must() {
            return new Part(name, schema, true);
        }
    }

    /** What a tool takes: these parts and no others. */
    static Map<String, Object> taking(Part... parts) {
        Map<String, Object> schema = object(parts);
        schema.put("additionalProperties", false);
        return schema;
    }

    /** What a tool answers: at least these parts. */
    static Map<String, Object> object(Part... parts) {
        Map<String, Object> properties = new LinkedHashMap<>();
        List<String> required = new ArrayList<>();
        for (Part part : parts) {
            properties.put(part.name(), part.schema());
            if (part.required()) {
                required.add(part.name());
            }
        }
        Map<String, Object> schema = new LinkedHashMap<>(Map.of("type", "object"));
        schema.put("properties", properties);
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        return schema;
    }

    static Part text(String name, String description) {
        return part(name, "string", description);
    }

    static Part truth(String name, String description) {
        return part(name, "boolean", description);
    }

    static Part number(String name, String description) {
        return part(name, "number", description);
    }

    static Part anything(String name, String description) {
        return new Part(name, new LinkedHashMap<>(Map.of("description", description)), false);
    }

    static Part members(String name, String description) {
        return part(name, "object", description);
    }

    /** A whole number. */
    static Part whole(String name, long min, long max, String description) {
        Part part = part(name, "integer", description);
        part.schema().put("minimum", min);
        part.schema().put("maximum", max);
        return part;
    }

    static Part oneOf(String name, String description, String... words) {
        Part part = part(name, "string", description);
        part.schema().put("enum", List.of(words));
        return part;
    }

    static Part texts(String name, String description) {
        return list(name, description, new LinkedHashMap<>(Map.of("type", "string")));
    }

    static Part list(String name, String description, Map<String, Object> items) {
        Part part = part(name, "array", description);
        part.schema().put("items", items);
        return part;
    }

    private static Part part(String name, String type, String description) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", type);
        schema.put("description", description);
        return new Part(name, schema, false);
    }
}
