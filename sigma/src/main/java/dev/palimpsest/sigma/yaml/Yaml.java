package dev.palimpsest.sigma.yaml;

import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/** A node of a YAML document. Lines count from 1. */
public sealed interface Yaml {

    /** Where it begins. */
    int line();

    /** Keys are texts, in the order of the file. */
    record Mapping(SequencedMap<String, Entry> entries, int line) implements Yaml {

        /** The value under a key. */
        public Optional<Yaml> get(String key) {
            return Optional.ofNullable(entries.get(key)).map(Entry::value);
        }

        /** Where a key stands; where the map begins if it has none. */
        public int lineOf(String key) {
            return Optional.ofNullable(entries.get(key)).map(Entry::line).orElse(line);
        }
    }

    /** A value and where its key stands. */
    record Entry(Yaml value, int line) {}

    /** A list. */
    record Sequence(List<Yaml> items, int line) implements Yaml {
        public Sequence {
            items = List.copyOf(items);
        }
    }

    /**
     * A single value.
     *
     * @param text   as written, without quotes
     * @param isNull whether it stands for nothing
     */
    record Scalar(String text, boolean isNull, int line) implements Yaml {}

    /** What people call such a node. */
    default String kind() {
        return switch (this) {
            case Mapping _ -> "a map";
            case Sequence _ -> "a list";
            case Scalar scalar -> scalar.isNull() ? "nothing" : "a single value";
        };
    }
}
