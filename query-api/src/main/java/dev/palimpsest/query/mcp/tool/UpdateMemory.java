package dev.palimpsest.query.mcp.tool;

import dev.palimpsest.access.Refusal;
import dev.palimpsest.memory.Limits;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.observation.Payload.Action;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Rewords a memory, under mem0's name. */
final class UpdateMemory implements Tool {

    private final Desk desk;

    UpdateMemory(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Spec spec() {
        return new Spec("update_memory", "Reword a memory",
                "Gives a memory other words, on the word of your credential: its trust becomes that of a person, so ask the user "
                        + "first. The words before stay in its history. " + Fence.WARNING,
                Nature.CHANGES,
                Schema.taking(Schema.text("memory_id", "Of the memory, or id@version.").must(),
                        Schema.text("text", "The new words.").must()),
                Writes.output());
    }

    @Override
    public Answer call(Call call, Arguments given) {
        String text = given.need("text");
        if (text.length() > Limits.TEXT_LENGTH_MAX) {
            throw Refusal.tooLarge("text has at most " + Limits.TEXT_LENGTH_MAX + " characters");
        }
        Memory memory = desk.recalls().head(call.caller(), Ids.of(given.need("memory_id")));
        call.require(Operation.WRITE, Optional.of(memory.subject()));
        var answer = Writes.write(desk, call,
                List.of(desk.orders().order(call.caller(), memory, Action.REVISE, text, "", Map.of())));
        if (answer.path("searchable").asBoolean() && answer.path("memories").isEmpty()) {
            throw Refusal
                    .conflict("memory " + memory.id() + " was not changed: it is protected, or a stronger word stands");
        }
        return Answer.of(answer);
    }
}
