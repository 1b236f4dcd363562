package dev.palimpsest.ingest.decode.stix.pattern;

import java.util.Set;

/**
 * A value that a pattern looks for.
 *
 * @param object     the type of object it is a property of
 * @param path       the property
 * @param value      the value
 * @param alone      whether seeing it is enough for the pattern; else other parts must be seen too
 * @param qualifiers what seeing it must keep to, such as {@code REPEATS 5 TIMES}
 */
public record NamedObservable(String object, String path, String value, boolean alone, Set<String> qualifiers) {
    public NamedObservable {
        qualifiers = Set.copyOf(qualifiers);
    }
}
