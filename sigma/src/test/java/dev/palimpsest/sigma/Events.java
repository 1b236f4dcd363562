package dev.palimpsest.sigma;

import dev.palimpsest.sigma.match.Facts;
import dev.palimpsest.sigma.yaml.Yaml;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Events made by hand. */
record Events(Map<String, List<String>> fields) implements EventFields {

    /** Fields given as name and value in turn; {@link Facts#FORMAT} names the format. */
    static Events of(String... fields) {
        Map<String, List<String>> map = new LinkedHashMap<>();
        for (int i = 0; i < fields.length; i += 2) {
            map.put(fields[i], List.of(fields[i + 1]));
        }
        return new Events(map);
    }

    static Events of(Yaml.Mapping fires) {
        return new Events(new LinkedHashMap<>()).with(fires);
    }

    /** The same with some fields changed; null takes one away. */
    Events with(Yaml.Mapping changes) {
        Map<String, List<String>> map = new LinkedHashMap<>(fields);
        changes.entries().forEach((name, entry) -> {
            Yaml.Scalar value = (Yaml.Scalar) entry.value();
            if (value.isNull()) {
                map.remove(name);
            } else {
                map.put(name, List.of(value.text()));
            }
        });
        return new Events(map);
    }

    @Override
    public String format() {
        return fields.getOrDefault(Facts.FORMAT, List.of("json")).getFirst();
    }

    @Override
    public List<String> values(String field) {
        return fields.getOrDefault(field, List.of());
    }

    @Override
    public Collection<List<String>> everything() {
        return fields.values();
    }
}
