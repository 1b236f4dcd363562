package dev.palimpsest.access;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A parameter of an operation.
 *
 * @param name     as it is sent
 * @param place    {@code query}, {@code header} or {@code path}
 * @param schema   JSON Schema of one value
 * @param many     may be sent several times
 * @param required must be sent
 */
public record Parameter(String name, String place, Map<String, Object> schema, boolean many, boolean required,
        String description) {

    public Parameter {
        schema = Map.copyOf(schema);
    }

    /** Any text in the query. */
    public static Parameter text(String name, String description) {
        return new Parameter(name, "query", Map.of("type", "string"), false, false, description);
    }

    /** One of these words. */
    public static Parameter word(String name, String description, List<String> words) {
        return new Parameter(name, "query", Map.of("type", "string", "enum", List.copyOf(words)), false, false,
                description);
    }

    /** A whole number within these bounds, both inclusive. */
    public static Parameter number(String name, long min, long max, String description) {
        return new Parameter(name, "query", Map.of("type", "integer", "minimum", min, "maximum", max), false, false,
                description);
    }

    /** {@code true} or {@code false}; false unless said. */
    public static Parameter truth(String name, String description) {
        return new Parameter(name, "query", Map.of("type", "boolean"), false, false, description);
    }

    /** An instant, ISO 8601. */
    public static Parameter instant(String name, String description) {
        return new Parameter(name, "query", Map.of("type", "string", "format", "date-time"), false, false,
                description);
    }

    /** Any text in a header. */
    public static Parameter header(String name, String description) {
        return new Parameter(name, "header", Map.of("type", "string"), false, false, description);
    }

    /** A part of the path. */
    public static Parameter path(String name, String description) {
        return new Parameter(name, "path", Map.of("type", "string"), false, true, description);
    }

    /** The same, which may be sent several times. */
    public Parameter several() {
        return new Parameter(name, place, schema, true, required, description);
    }

    /** The same, which must be sent. */
    public Parameter needed() {
        return new Parameter(name, place, schema, many, true, description);
    }

    /** The parameter as OpenAPI 3.1 has it. */
    public Map<String, Object> openApi() {
        Map<String, Object> described = new TreeMap<>();
        described.put("name", name);
        described.put("in", place);
        described.put("description", description);
        described.put("required", required);
        described.put("schema", many ? Map.of("type", "array", "items", new TreeMap<>(schema)) : new TreeMap<>(schema));
        return described;
    }

    /** Several parameters and more. */
    public static List<Parameter> and(List<Parameter> some, Parameter... more) {
        List<Parameter> all = new ArrayList<>(some);
        all.addAll(List.of(more));
        return List.copyOf(all);
    }
}
