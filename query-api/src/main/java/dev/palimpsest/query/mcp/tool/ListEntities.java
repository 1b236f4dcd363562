package dev.palimpsest.query.mcp.tool;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.palimpsest.index.MemoryReader;
import dev.palimpsest.memory.Subject;
import java.util.List;
import java.util.Optional;

/** The people and assistants there are memories of, under mem0's name. */
final class ListEntities implements Tool {

    private static final int PAGE = 100;

    private final Desk desk;

    ListEntities(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Spec spec() {
        return new Spec("list_entities", "List owners of memories",
                "The users, agents, apps and runs there are memories of, by name, " + PAGE + " a page.", Nature.READS,
                Schema.taking(Schema.text("cursor", "What the page before gave as next.")),
                Schema.object(Schema.list("entities", "One page.",
                        Schema.object(Schema.text("type", "user, agent, app or run.").must(),
                                Schema.text("name", "Its id.").must(),
                                Schema.whole("memories", 0, Long.MAX_VALUE, "How many.").must()))
                        .must(),
                        Schema.text("next", "Cursor of the page after; left out at the end.")));
    }

    @Override
    public Answer call(Call call, Arguments given) {
        call.require(Operation.READ, Optional.empty());
        String cursor = given.text("cursor");
        List<MemoryReader.Owner> owners = desk.recalls().owners(call.caller(),
                cursor == null ? null : Subject.parse(cursor), PAGE);
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode entities = answer.putArray("entities");
        owners.forEach(owner -> entities.addObject().put("type", owner.actor().type())
                .put("name", Fence.name(owner.actor().name())).put("memories", owner.memories()));
        if (owners.size() == PAGE) {
            answer.put("next", owners.getLast().actor().toString());
        }
        return Answer.of(answer);
    }
}
