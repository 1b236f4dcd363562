package dev.palimpsest.sigma.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is expected where in a document. */
public final class Shape {

    private Shape() {}

    /** The node as a map. */
    public static Yaml.Mapping mapping(Yaml node, String what) throws YamlException {
        if (node instanceof Yaml.Mapping mapping) {
            return mapping;
        }
        throw new YamlException(node.line(), what + " must be a map, not " + node.kind());
    }

    /** The value under a key that must be there. */
    public static Yaml value(Yaml.Mapping map, String key) throws YamlException {
        Optional<Yaml> value = map.get(key);
        if (value.isEmpty()) {
            throw new YamlException(map.line(), key + " is missing");
        }
        return value.get();
    }

    /** The text under a key; empty where it is absent. */
    public static Optional<String> text(Yaml.Mapping map, String key) throws YamlException {
        Optional<Yaml> value = map.get(key);
        return value.isEmpty() ? Optional.empty() : Optional.of(single(value.get(), key));
    }

    /** The text under a key that must be there. */
    public static String required(Yaml.Mapping map, String key) throws YamlException {
        return single(value(map, key), key);
    }

    /** The texts of a list, or a single one, under a key; none where it is absent. */
    public static List<String> texts(Yaml.Mapping map, String key, int max) throws YamlException {
        Optional<Yaml> value = map.get(key);
        if (value.isEmpty() || (value.get() instanceof Yaml.Scalar scalar && scalar.isNull())) {
            return List.of();
        }
        List<String> texts = new ArrayList<>();
        for (Yaml item : items(value.get())) {
            texts.add(single(item, key));
        }
        if (texts.size() > max) {
            throw new YamlException(value.get().line(), key + " has more than " + max + " entries");
        }
        return texts;
    }

    /** The items of a list, or a single value as a list of one. */
    public static List<Yaml> items(Yaml node) {
        return node instanceof Yaml.Sequence sequence ? sequence.items() : List.of(node);
    }

    private static String single(Yaml node, String key) throws YamlException {
        if (node instanceof Yaml.Scalar scalar && !scalar.isNull()) {
            return scalar.text();
        }
        throw new YamlException(node.line(), key + " must be a single value, not " + node.kind());
    }
}
