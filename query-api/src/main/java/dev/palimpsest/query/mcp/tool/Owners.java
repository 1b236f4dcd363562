package dev.palimpsest.query.mcp.tool;

import dev.palimpsest.memory.Subject;
import dev.palimpsest.query.mcp.tool.Schema.Part;
import java.util.ArrayList;
import java.util.List;

/** The four ids by which mem0 knows somebody. */
final class Owners {

    static final List<String> TYPES = List.of("user", "agent", "app", "run");

    static final Part[] PARTS = TYPES.stream()
            .map(type -> Schema.text(type + "_id", "Of the " + type + ".")).toArray(Part[]::new);

    private Owners() {}

    /** Those that are given, the first of them the subject of what is said. */
    static List<Subject> of(Arguments given) {
        List<Subject> owners = new ArrayList<>();
        for (String type : TYPES) {
            String id = given.text(type + "_id");
            if (id != null && !id.isBlank()) {
                owners.add(new Subject(type, id));
            }
        }
        return owners;
    }

    /** These parts and the four ids. */
    static Part[] and(Part... own) {
        return java.util.stream.Stream.concat(java.util.stream.Stream.of(own), java.util.stream.Stream.of(PARTS))
                .toArray(Part[]::new);
    }
}
