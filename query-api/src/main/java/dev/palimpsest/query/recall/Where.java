package dev.palimpsest.query.recall;

import com.fasterxml.jackson.databind.JsonNode;
import dev.palimpsest.index.Condition;
import dev.palimpsest.index.LabelValues;
import dev.palimpsest.memory.MemoryId;
import dev.palimpsest.memory.Subject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The language of conditions: an object whose members must all be so, each a field with a test or {@code AND}, {@code OR}
 * or {@code NOT} over such objects. A test is a value, {@code "*"} for whatever is there, or an object of operators, which
 * must all be so. Fields and operators that are not known are refused, never passed over.
 */
public final class Where {

    static final Map<String, String> OWNERS = Map.of("user_id", "user", "agent_id", "agent", "app_id", "app", "run_id",
            "run", "userId", "user", "agentId", "agent", "appId", "app", "runId", "run");

    private static final String FIELDS = "AND, OR, NOT, user_id, agent_id, app_id, run_id, created_at, updated_at, "
            + "timestamp, expiration_date, text, categories, metadata, keywords_search, memory_ids, keywords";

    private int tests;

    private Where() {}

    /**
     * Reads a condition.
     *
     * @throws IllegalArgumentException in one line naming what is not known or malformed, and what there is
     */
    public static Condition parse(JsonNode filters) {
        return new Where().object(filters, 1);
    }

    /** Whether it is said of somebody whose memory it is, and not only who it is not. */
    public static boolean namesAnOwner(Condition condition) {
        return condition.demands(part -> part instanceof Condition.Owned || part instanceof Condition.OwnedBySome);
    }

    private Condition object(JsonNode filters, int depth) {
        if (!filters.isObject()) {
            throw refused("filters are objects, such as {\"user_id\": \"alice\"}; got: " + shown(filters));
        }
        if (depth > Condition.DEPTH_MAX) {
            throw refused("filters are nested at most " + Condition.DEPTH_MAX + " deep");
        }
        List<Condition> parts = new ArrayList<>();
        for (Map.Entry<String, JsonNode> member : filters.properties()) {
            if (++tests > Condition.TESTS_MAX) {
                throw refused("filters have at most " + Condition.TESTS_MAX + " parts");
            }
            parts.add(member(member.getKey(), member.getValue(), depth));
        }
        return Condition.all(parts);
    }

    private Condition member(String name, JsonNode value, int depth) {
        return switch (name) {
            case "AND" -> Condition.all(each(name, value, depth));
            case "OR" -> new Condition.Any(each(name, value, depth));
            case "NOT" -> new Condition.Not(new Condition.Any(each(name, value, depth)));
            case "metadata" -> metadata(value);
            default -> field(name, value);
        };
    }

    private List<Condition> each(String name, JsonNode value, int depth) {
        if (value.isObject()) {
            return List.of(object(value, depth + 1));
        }
        if (!value.isArray() || value.isEmpty()) {
            throw refused(name + " takes a list of filters; got: " + shown(value));
        }
        return elements(value).map(each -> object(each, depth + 1)).toList();
    }

    private static Condition field(String name, JsonNode value) {
        String owner = OWNERS.get(name);
        if (owner != null) {
            return owner(name, owner, value);
        }
        return switch (name) {
            case "created_at", "timestamp" -> TimeTests.of(name, Condition.Time.BEGINNING, value);
            case "updated_at" -> TimeTests.of(name, Condition.Time.CHANGE, value);
            case "expiration_date" -> TimeTests.of(name, Condition.Time.END, value);
            case "text" -> ValueTests.of(name, value, ValueTests.TEXT);
            case "keywords", "keywords_search" -> ValueTests.of(name, value, ValueTests.KEYWORDS);
            case "categories" -> ValueTests.of(name, value, ValueTests.CATEGORIES);
            case "memory_ids" -> ids(name, value);
            default -> throw refused("there is no filter " + named(name) + "; there is " + FIELDS
                    + ". Labels of your own go into metadata");
        };
    }

    private static Condition owner(String name, String type, JsonNode value) {
        return ValueTests.of(name, value, new ValueTests.Field() {
            @Override
            public Condition present() {
                return new Condition.OwnedBySome(type);
            }

            @Override
            public Condition is(JsonNode wanted) {
                if (!wanted.isTextual() && !wanted.isNumber()) {
                    throw refused(name + " is compared with a text; got: " + shown(wanted));
                }
                return new Condition.Owned(Set.of(new Subject(type, wanted.asText())));
            }
        });
    }

    private static Condition metadata(JsonNode value) {
        if (value.isTextual() && value.textValue().equals("*")) {
            throw refused("metadata takes an object of labels, such as {\"team\": \"red\"}");
        }
        if (!value.isObject()) {
            throw refused("metadata takes an object of labels, such as {\"team\": \"red\"}; got: " + shown(value));
        }
        return Condition.all(value.properties().stream()
                .map(label -> ValueTests.of("metadata." + named(label.getKey()), label.getValue(),
                        ValueTests.label(label.getKey())))
                .toList());
    }

    private static Condition ids(String name, JsonNode value) {
        JsonNode list = value.isObject() && value.size() == 1 && value.has("in") ? value.path("in") : value;
        Set<MemoryId> ids = new HashSet<>();
        (list.isArray() ? elements(list) : Stream.of(list)).forEach(id -> ids.add(id(name, id)));
        return new Condition.Named(ids);
    }

    private static MemoryId id(String name, JsonNode value) {
        try {
            return new MemoryId(UUID.fromString(value.asText()));
        } catch (IllegalArgumentException e) {
            throw refused(name + " are UUIDs; got: " + shown(value));
        }
    }

    static Stream<JsonNode> elements(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }

    static String shown(JsonNode value) {
        String text = value.toString();
        return text.length() > 80 ? text.substring(0, 80) + "..." : text;
    }

    /** A name of a sender's in one line of a bounded length. */
    static String named(String name) {
        String line = name.replaceAll("\\p{Cntrl}", "?");
        return line.length() > 80 ? line.substring(0, 80) + "..." : line;
    }

    static IllegalArgumentException refused(String line) {
        return new IllegalArgumentException(line);
    }

    /** The value a label is compared by. */
    static dev.palimpsest.index.Labels.Value comparable(JsonNode value) {
        return LabelValues.of(value);
    }
}
