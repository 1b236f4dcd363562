package dev.palimpsest.query.mcp.tool;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.query.recall.RecallRequest;
import dev.palimpsest.query.recall.Recalled;
import java.util.Optional;

/** One memory by its id, under mem0's name. */
final class GetMemory implements Tool {

    private final Desk desk;

    GetMemory(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Spec spec() {
        return new Spec("get_memory", "Get a memory", "One memory by its id, as it stands. " + Fence.WARNING,
                Nature.READS,
                Schema.taking(Schema.text("memory_id", "Of the memory, its first 8 characters or more, or id@version.")
                        .must()),
                Schema.object(new Schema.Part("memory", Views.memory(), true), Views.receipt()));
    }

    @Override
    public Answer call(Call call, Arguments given) {
        return Answer.of(told(desk, call, Ids.of(given.need("memory_id"))));
    }

    static ObjectNode told(Desk desk, Call call, String id) {
        Recalled<Memory> got = desk.recalls().get(call.caller(), new RecallRequest.Get(id, null, null, null));
        call.require(Operation.READ, Optional.of(got.answer().subject()));
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.set("memory", Views.of(got.answer(), got.at()));
        return answer.put("receipt", got.receipt().toString());
    }
}
