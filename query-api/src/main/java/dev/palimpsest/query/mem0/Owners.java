package dev.palimpsest.query.mem0;

import dev.palimpsest.access.Refusal;
import dev.palimpsest.memory.Subject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The four ids that mem0 knows somebody by, and the actors they mean here. */
final class Owners {

    /** In the order in which one of them becomes the subject. */
    static final List<String> TYPES = List.of("user", "agent", "app", "run");

    private Owners() {}

    /** The name of the id of a type: {@code user_id}. */
    static String idOf(String type) {
        return type + "_id";
    }

    /** Other spellings of it. */
    static String camelOf(String type) {
        return type + "Id";
    }

    /** The ids that are given, by their types; blank ones are none. */
    static Map<String, String> given(Function<String, @Nullable String> part) {
        Map<String, String> ids = new LinkedHashMap<>();
        for (String type : TYPES) {
            String id = Optional.ofNullable(part.apply(idOf(type))).orElse(part.apply(camelOf(type)));
            if (id != null && !id.isBlank()) {
                ids.put(type, id);
            }
        }
        return ids;
    }

    /** The actors, the first of them the subject of what is said. */
    static List<Subject> actors(Map<String, String> ids) {
        List<Subject> actors = new ArrayList<>();
        ids.forEach((type, id) -> actors.add(new Subject(type, id)));
        return actors;
    }

    /** The type of a path, {@code user} or {@code users}. */
    static String type(String word) {
        String type = word.endsWith("s") ? word.substring(0, word.length() - 1) : word;
        if (!TYPES.contains(type)) {
            throw Refusal.badRequest("an entity is a user, agent, app or run; got: " + word);
        }
        return type;
    }
}
