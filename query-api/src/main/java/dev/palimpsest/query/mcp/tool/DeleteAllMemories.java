package dev.palimpsest.query.mcp.tool;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.palimpsest.access.Refusal;
import dev.palimpsest.memory.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Takes back all memories of somebody; never those of a whole tenant. OpenMemory's and mem0's name in one. */
final class DeleteAllMemories implements Tool {

    /** So many are taken back before it is asked whether to go on. */
    private static final int PAGE = 100;

    private final Desk desk;
    private final boolean entities;

    private DeleteAllMemories(Desk desk, boolean entities) {
        this.desk = desk;
        this.entities = entities;
    }

    static Tool memories(Desk desk) {
        return new DeleteAllMemories(desk, false);
    }

    /** Under mem0's other name: who has no memories is gone. */
    static Tool entities(Desk desk) {
        return new DeleteAllMemories(desk, true);
    }

    @Override
    public Spec spec() {
        String description = "Takes back every memory of one owner: of the ids given together, else of the user named in the "
                + "connection's address. Without either nothing is deleted; there is no way to delete everybody's. "
                + "Ask the user first. The history stays and memories can be restored; an owner who must be erased for good is "
                + "another matter.";
        return entities
                ? new Spec("delete_entities", "Delete somebody and their memories", "mem0's name. " + description,
                        Nature.TAKES_AWAY, Schema.taking(Owners.PARTS), output())
                : new Spec("delete_all_memories", "Delete all memories of somebody", description,
                        Nature.TAKES_AWAY, Schema.taking(Owners.PARTS), output());
    }

    private static java.util.Map<String, Object> output() {
        return Schema.object(Schema.whole("deleted", 0, Long.MAX_VALUE, "How many were taken back.").must(),
                Schema.texts("owners", "Whose.").must());
    }

    @Override
    public Answer call(Call call, Arguments given) {
        List<Subject> owners = new ArrayList<>(Owners.of(given));
        if (owners.isEmpty() && !entities) {
            call.user().ifPresent(owners::add);
        }
        if (owners.isEmpty()) {
            throw Refusal.badRequest("nothing is deleted: name whose memories by user_id, agent_id, app_id, run_id");
        }
        if (owners.stream().anyMatch(owner -> owner.name().equals("*"))) {
            throw Refusal
                    .badRequest("nothing is deleted: * is nobody's id, and everybody's memories are not deleted here");
        }
        owners.forEach(owner -> call.require(Operation.FORGET, Optional.of(owner)));
        int deleted = desk.orders().retractAll(call.caller(), Scope.owned(owners), PAGE, taken -> {
            call.heed();
            if (taken > 0) {
                call.progress().tell(taken, taken + " memories taken back");
            }
            return true;
        }, memories -> call.await(desk.orders().retract(call.caller(), memories, "all of " + owners),
                "waiting until " + memories.size() + " memories are taken back"));
        ObjectNode answer = JsonNodeFactory.instance.objectNode().put("deleted", deleted);
        owners.forEach(owner -> answer.withArray("owners").add(Fence.name(owner.toString())));
        return Answer.of(answer);
    }
}
