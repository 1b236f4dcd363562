package dev.palimpsest.query.mcp.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.query.mcp.tool.Schema.Part;
import dev.palimpsest.query.recall.FilterRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which memories a call means: the arguments that all searches and lists share. */
final class Scope {

    static final String EVERYBODY = "*";

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private Scope() {}

    /** These parts, and those that say which memories. */
    static Part[] and(Part... own) {
        return Stream.concat(Stream.of(own), Stream.of(
                Schema.text("user",
                        "Whose memories: a user's name, or agent:NAME, app:NAME, run:NAME. \"*\" for everything. "
                                + "Left out, it is the user of the connection's address, else everything."),
                Schema.texts("about", "Only what is of or points at these things, each type:name, such as host:dc01, "
                        + "ip:10.120.8.21, technique:T1021.002."),
                Schema.texts("kinds",
                        "Only these: working, episodic, semantic, profile, indicator, detection, relation, "
                                + "procedural."),
                Schema.text("from", "Last observed at or after, ISO 8601."),
                Schema.text("to", "Last observed before, ISO 8601."),
                Schema.oneOf("min_trust", "Only what rests on a word at least as strong.", "assistant",
                        "sensor-free-text", "sensor-structured", "curated-feed", "control-plane", "analyst"),
                Schema.whole("min_score", 0, 100, "Leaves out indicators that are worth less now."),
                Schema.truth("corroborated", "True leaves out what one weak source alone says.")))
                .toArray(Part[]::new);
    }

    /** What the arguments say, of the present or of a moment. */
    static FilterRequest of(Call call, Arguments given, @Nullable String asOf, @Nullable String knownAt) {
        Optional<Subject> whose = whose(call, given);
        call.require(Operation.READ, whose);
        List<String> about = given.texts("about");
        return new FilterRequest(null, about == null ? null : about.stream().map(Fence::bare).toList(),
                given.texts("kinds"), List.of("current"), null,
                given.text("from"), given.text("to"), given.whole("min_score", 0, 100), given.text("min_trust"),
                given.truth("corroborated"), asOf, knownAt, whose.<JsonNode>map(Scope::owned).orElse(null));
    }

    private static Optional<Subject> whose(Call call, Arguments given) {
        if (EVERYBODY.equals(given.text("user"))) {
            return Optional.empty();
        }
        return given.actor("user").or(call::user);
    }

    /** The condition that a memory belongs to somebody, in the language of filters. */
    static ObjectNode owned(Subject actor) {
        return NODES.objectNode().put(actor.type() + "_id", actor.name());
    }

    /** The condition that a memory belongs to all of them. */
    static ObjectNode owned(List<Subject> actors) {
        List<JsonNode> all = new ArrayList<>();
        actors.forEach(actor -> all.add(owned(actor)));
        return NODES.objectNode().set("AND", NODES.arrayNode().addAll(all));
    }
}
