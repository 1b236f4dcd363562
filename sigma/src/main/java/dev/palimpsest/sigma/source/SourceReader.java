package dev.palimpsest.sigma.source;

import dev.palimpsest.sigma.LogSource;
import dev.palimpsest.sigma.match.Clause;
import dev.palimpsest.sigma.match.Place;
import dev.palimpsest.sigma.match.TextPattern;
import dev.palimpsest.sigma.yaml.Shape;
import dev.palimpsest.sigma.yaml.Yaml;
import dev.palimpsest.sigma.yaml.Yaml.Scalar;
import dev.palimpsest.sigma.yaml.YamlException;
import dev.palimpsest.sigma.yaml.YamlReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads {@code logsources.yml}: named maps of fields, and sources as {@code is} (product, category, service), {@code events}
 * (a list of maps: an event is of the source if it fits any) and {@code fields} (names of maps, later ones win).
 */
final class SourceReader {

    private static final int NAMES_MAX = 16;

    private SourceReader() {}

    static SourceCatalogue read(String text) throws YamlException {
        Yaml.Mapping document = Shape.mapping(YamlReader.read(text).getFirst(), "the file");
        Yaml.Mapping maps = Shape.mapping(Shape.value(document, "fields"), "fields");
        List<EventSource> sources = new ArrayList<>();
        for (Yaml source : Shape.items(Shape.value(document, "sources"))) {
            sources.add(source(Shape.mapping(source, "a source"), maps));
        }
        return new SourceCatalogue(sources);
    }

    private static EventSource source(Yaml.Mapping source, Yaml.Mapping maps) throws YamlException {
        Map<String, String> name = new LinkedHashMap<>();
        Yaml.Mapping is = Shape.mapping(Shape.value(source, "is"), "is");
        for (String attribute : is.entries().keySet()) {
            name.put(attribute, Shape.required(is, attribute));
        }
        List<Clause> any = new ArrayList<>();
        for (Yaml alternative : Shape.items(Shape.value(source, "events"))) {
            any.add(alternative(Shape.mapping(alternative, "events")));
        }
        Map<String, List<String>> fields = new LinkedHashMap<>();
        for (String map : Shape.texts(source, "fields", NAMES_MAX)) {
            Yaml.Mapping names = Shape.mapping(Shape.value(maps, map), map);
            for (String field : names.entries().keySet()) {
                fields.put(field, Shape.texts(names, field, NAMES_MAX));
            }
        }
        return new EventSource(new LogSource(name), new Clause.Any(any), fields,
                Shape.texts(source, "prefixes", NAMES_MAX));
    }

    /** Every field passes; one written with null must be absent. */
    private static Clause alternative(Yaml.Mapping fields) throws YamlException {
        List<Clause> all = new ArrayList<>();
        for (Map.Entry<String, Yaml.Entry> field : fields.entries().entrySet()) {
            List<String> names = List.of(field.getKey());
            List<Clause> any = new ArrayList<>();
            for (Yaml value : Shape.items(field.getValue().value())) {
                if (!(value instanceof Scalar scalar)) {
                    throw new YamlException(value.line(), "a value must be single");
                }
                any.add(scalar.isNull()
                        ? new Clause.Absent(names)
                        : new Clause.Field(names, TextPattern.of(scalar.text(), Place.WHOLE, false, false)));
            }
            all.add(new Clause.Any(any));
        }
        return new Clause.All(all);
    }
}
