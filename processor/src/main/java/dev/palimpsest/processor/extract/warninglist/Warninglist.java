package dev.palimpsest.processor.extract.warninglist;

import dev.palimpsest.memory.Subject;
import java.util.Map;
import java.util.Set;

/**
 * A list.
 *
 * @param name       what people call it
 * @param attributes MISP's types of values it is meant for; empty for all
 * @param matcher    what it holds
 */
record Warninglist(String name, Set<String> attributes, Matcher matcher) {

    private static final Map<String, Set<String>> TYPES = Map.of("ip", Set.of("ip-src", "ip-dst", "ip"), "cidr",
            Set.of("ip-src", "ip-dst", "ip"), "domain", Set.of("domain", "hostname"), "url", Set.of("url", "uri"),
            "email", Set.of("email", "email-src", "email-dst"));

    Warninglist {
        attributes = Set.copyOf(attributes);
    }

    boolean holds(Subject subject) {
        Set<String> types = TYPES.getOrDefault(subject.type(), Set.of(subject.type()));
        return (attributes.isEmpty() || types.stream().anyMatch(attributes::contains)) && matcher.matches(subject);
    }
}
