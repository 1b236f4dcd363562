package dev.palimpsest.sigma.read;

import dev.palimpsest.sigma.match.Clause;
import dev.palimpsest.sigma.yaml.Shape;
import dev.palimpsest.sigma.yaml.Yaml;
import dev.palimpsest.sigma.yaml.Yaml.Entry;
import dev.palimpsest.sigma.yaml.YamlException;
import dev.palimpsest.sigma.yaml.YamlReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the detection of a rule: named searches and the condition that joins them. */
final class DetectionReader {

    /** Most searches of one rule. */
    private static final int SEARCHES_MAX = 64;
    /** Most values of one rule. */
    private static final int VALUES_MAX = 4_000;

    private final ItemReader items = new ItemReader();
    private int values;

    private DetectionReader() {}

    static Clause read(Yaml.Mapping rule) throws YamlException {
        return new DetectionReader().detection(Shape.mapping(Shape.value(rule, "detection"), "detection"));
    }

    private Clause detection(Yaml.Mapping detection) throws YamlException {
        Map<String, Clause> searches = new LinkedHashMap<>();
        for (Map.Entry<String, Entry> entry : detection.entries().entrySet()) {
            String name = entry.getKey();
            if (name.equals("timeframe")) {
                throw new YamlException(entry.getValue().line(),
                        "timeframe is not supported: a rule is asked about one event at a time");
            }
            if (!name.equals("condition")) {
                searches.put(name, search(entry.getValue().value(), name));
            }
        }
        if (searches.size() > SEARCHES_MAX) {
            throw new YamlException(detection.line(), "more than " + SEARCHES_MAX + " searches");
        }
        Yaml condition = Shape.value(detection, "condition");
        List<Clause> any = new ArrayList<>();
        for (Yaml one : Shape.items(condition)) {
            if (!(one instanceof Yaml.Scalar text) || text.isNull()) {
                throw new YamlException(one.line(), "a condition must be a text, not " + one.kind());
            }
            any.add(new ConditionParser(text.text(), text.line(), searches).parse());
        }
        return any.size() == 1 ? any.getFirst() : new Clause.Any(any);
    }

    /** A map is all of its items; a list is any of its maps, or any of its words. */
    private Clause search(Yaml search, String name) throws YamlException {
        return switch (search) {
            case Yaml.Mapping map -> map(map, name);
            case Yaml.Sequence list -> {
                List<Clause> any = new ArrayList<>();
                for (Yaml item : list.items()) {
                    any.add(item instanceof Yaml.Mapping map ? map(map, name) : word(item, name));
                }
                if (any.isEmpty()) {
                    throw new YamlException(list.line(), "the search " + name + " is empty");
                }
                yield new Clause.Any(any);
            }
            case Yaml.Scalar word -> word(word, name);
        };
    }

    private Clause map(Yaml.Mapping map, String name) throws YamlException {
        List<Clause> all = new ArrayList<>();
        for (Map.Entry<String, Entry> item : map.entries().entrySet()) {
            values += Shape.items(item.getValue().value()).size();
            bound(map.line());
            all.add(items.read(item.getKey(), item.getValue()));
        }
        if (all.isEmpty()) {
            throw new YamlException(map.line(), "the search " + name + " is empty");
        }
        return all.size() == 1 ? all.getFirst() : new Clause.All(all);
    }

    private Clause word(Yaml word, String name) throws YamlException {
        if (!(word instanceof Yaml.Scalar scalar) || scalar.isNull() || scalar.text().isEmpty()) {
            throw new YamlException(word.line(),
                    "the search " + YamlReader.shown(name) + " holds " + word.kind() + " where a word is expected");
        }
        values++;
        bound(word.line());
        return items.read("", new Entry(word, word.line()));
    }

    private void bound(int line) throws YamlException {
        if (values > VALUES_MAX) {
            throw new YamlException(line, "more than " + VALUES_MAX + " values");
        }
    }
}
