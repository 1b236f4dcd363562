package dev.palimpsest.sigma.source;

import dev.palimpsest.sigma.LogSource;
import dev.palimpsest.sigma.match.Clause;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A log source that exists: how its events are told from others, and what rules' fields are called in them.
 *
 * @param name     what it is
 * @param when     whether an event is of it
 * @param fields   names of the event's fields by the name in rules, the preferred one first
 * @param prefixes what may stand before a field's own name in the event
 */
public record EventSource(LogSource name, Clause when, Map<String, List<String>> fields, List<String> prefixes) {

    public EventSource {
        fields = Map.copyOf(fields);
        prefixes = List.copyOf(prefixes);
    }

    /**
     * Where a rule's field may be found in an event: behind a prefix, which keeps the value as it was written, then under its
     * mapped names, then under its own.
     */
    public List<String> names(List<String> field) {
        String own = field.getFirst();
        return Stream.of(prefixes.stream().map(prefix -> prefix + own),
                fields.getOrDefault(own, List.of()).stream(), Stream.of(own)).flatMap(each -> each).distinct().toList();
    }
}
