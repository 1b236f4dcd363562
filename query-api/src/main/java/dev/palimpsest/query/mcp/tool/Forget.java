package dev.palimpsest.query.mcp.tool;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.palimpsest.access.Refusal;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.Status;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Takes back single memories by id, under our name, OpenMemory's and mem0's. Erasing a person for good is another order than
 * this one: it would be another argument here ({@code person}) and another use case behind it.
 */
final class Forget implements Tool {

    private static final int IDS_MAX = 100;

    private final Desk desk;
    private final String name;
    private final String argument;
    private final boolean several;

    private Forget(Desk desk, String name, String argument, boolean several) {
        this.desk = desk;
        this.name = name;
        this.argument = argument;
        this.several = several;
    }

    static Tool own(Desk desk) {
        return new Forget(desk, "forget", "ids", true);
    }

    static Tool openMemory(Desk desk) {
        return new Forget(desk, "delete_memories", "memory_ids", true);
    }

    static Tool mem0(Desk desk) {
        return new Forget(desk, "delete_memory", "memory_id", false);
    }

    @Override
    public Spec spec() {
        Schema.Part ids = several
                ? Schema.texts(argument, "Of 1 to " + IDS_MAX + " memories, each a whole id or id@version.").must()
                : Schema.text(argument, "Of the memory: a whole id or id@version.").must();
        boolean own = name.equals("forget");
        Schema.Part[] parts = own
                ? new Schema.Part[]{ids, Schema.text("reason", "Why, kept in the log.")}
                : new Schema.Part[]{ids};
        return new Spec(name, own ? "Forget memories" : "Delete memories",
                (own ? "" : several ? "OpenMemory's name for forget. " : "mem0's name for forget. ")
                        + "Takes memories back: no search finds them any more. Their history stays in the log and they can be "
                        + "restored. Ask the user first.",
                Nature.TAKES_AWAY, Schema.taking(parts),
                Schema.object(Schema.texts("forgotten", "Ids of what is taken back.").must(),
                        Schema.members("kept", "Ids of what is not, each with the reason.").must(),
                        Schema.truth("searchable", "Whether searches show it already; soon where not.").must()));
    }

    @Override
    public Answer call(Call call, Arguments given) {
        List<String> ids = several ? given.texts(argument) : List.of(given.need(argument));
        if (ids == null || ids.isEmpty() || ids.size() > IDS_MAX) {
            throw Refusal.badRequest(argument + " is a list of 1 to " + IDS_MAX);
        }
        Map<String, Memory> memories = new LinkedHashMap<>();
        for (String id : ids) {
            Memory memory = desk.recalls().head(call.caller(), whole(id));
            call.require(Operation.FORGET, Optional.of(memory.subject()));
            memories.put(memory.id().toString(), memory);
        }
        call.heed();
        String reason = given.has("reason") ? String.valueOf(given.text("reason")) : "";
        boolean seen = call.await(desk.orders().retract(call.caller(), new ArrayList<>(memories.values()), reason),
                "waiting until " + memories.size() + " memories are taken back");
        return Answer.of(told(call, memories, seen));
    }

    private ObjectNode told(Call call, Map<String, Memory> memories, boolean seen) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode().put("searchable", seen);
        answer.putArray("forgotten");
        answer.putObject("kept");
        memories.forEach((id, before) -> {
            Status now = desk.seen(call).get(call.caller().tenant(), before.id()).orElse(before).status();
            boolean stands = now == Status.CURRENT || now == Status.EXPIRED;
            if (seen && stands) {
                answer.withObject("/kept").put(id, "it is protected, or a stronger word stands");
            } else if (now == Status.QUARANTINED) {
                answer.withObject("/kept").put(id, "it is held: a person decides on it");
            } else {
                answer.withArray("forgotten").add(id);
            }
        });
        return answer;
    }

    /** What is taken away is named whole: the beginning of an id may fit another one tomorrow. */
    private static String whole(String text) {
        String id = Ids.of(text);
        if (id.length() < 36) {
            throw Refusal.badRequest("to forget a memory, give its whole id; got: " + id);
        }
        return id;
    }
}
