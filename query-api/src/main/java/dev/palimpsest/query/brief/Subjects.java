package dev.palimpsest.query.brief;

import dev.palimpsest.memory.Identity;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.Subject;
import java.util.Optional;

/** Subjects out of the keys and values they are written in. */
final class Subjects {

    private Subjects() {}

    /** {@code type:name}; empty where the text is none. */
    static Optional<Subject> read(String text) {
        try {
            return Optional.of(Subject.parse(text));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    /** Where an edge of this type leads, which a person's own says in its content alone; empty where the memory is no such edge. */
    static Optional<Subject> target(Memory memory, String edge) {
        String key = memory.identity().key();
        boolean such = memory.identity().form() == Identity.Form.EDGE && key.startsWith(edge + ">");
        Optional<Subject> said = memory.content().plain().flatMap(content -> content.first(edge))
                .flatMap(Subjects::read);
        return such ? said.or(() -> read(key.substring(edge.length() + 1))) : Optional.empty();
    }
}
