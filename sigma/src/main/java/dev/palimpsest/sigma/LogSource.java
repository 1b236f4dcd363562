package dev.palimpsest.sigma;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Which logs a rule is about: some of {@code product}, {@code category} and {@code service}, in lower case. */
public record LogSource(SortedMap<String, String> attributes) {

    public LogSource {
        attributes = Collections.unmodifiableSortedMap(new TreeMap<>(attributes));
    }

    public LogSource(Map<String, String> attributes) {
        this(new TreeMap<>(attributes));
    }

    /** Whether everything this says is said of another too. */
    public boolean covers(LogSource other) {
        return other.attributes.entrySet().containsAll(attributes.entrySet());
    }

    @Override
    public String toString() {
        return attributes.entrySet().stream().map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining(", "));
    }
}
