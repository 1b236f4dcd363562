package dev.palimpsest.query.mem0;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.palimpsest.access.Caller;
import dev.palimpsest.access.Door;
import dev.palimpsest.access.Refusal;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.MemoryId;
import dev.palimpsest.memory.TenantId;
import dev.palimpsest.query.settings.Settings.Entry;
import dev.palimpsest.query.settings.Settings.Sort;
import io.javalin.http.Context;
import java.util.Map;
import java.util.Optional;

/** What people thought of memories they were shown; searches heed it. */
final class Opinions {

    /** How much a rank is worth after each. */
    private static final Map<String, Double> WEIGHTS = Map.of("POSITIVE", 1.25, "NEGATIVE", 0.6, "VERY_NEGATIVE", 0.3);

    private final Desk desk;

    Opinions(Desk desk) {
        this.desk = desk;
    }

    /** What a memory's rank is multiplied with; 1 where nobody said anything. */
    double of(TenantId tenant, MemoryId memory) {
        return desk.settings().get(tenant, Sort.FEEDBACK, memory.toString())
                .map(entry -> WEIGHTS.getOrDefault(entry.value().path("feedback").asText(), 1.0)).orElse(1.0);
    }

    void give(Context ctx) {
        Caller caller = Door.caller(ctx);
        Body body = Body.of(ctx);
        String id = body.text("memory_id");
        if (id == null) {
            throw Refusal.badRequest("memory_id is missing");
        }
        JsonNode word = body.get("feedback");
        if (word != null && !WEIGHTS.containsKey(word.asText())) {
            throw Refusal.badRequest("feedback is POSITIVE, NEGATIVE, VERY_NEGATIVE or null");
        }
        desk.pending().await(caller.tenant());
        Memory memory = desk.require(caller, id);
        ObjectNode said = JsonNodeFactory.instance.objectNode().put("id", memory.id().toString())
                .put("memory_id", memory.id().toString()).put("feedback", word == null ? null : word.asText())
                .put("feedback_reason", Optional.ofNullable(body.text("feedback_reason")).orElse(null));
        if (word == null) {
            Optional<Entry> known = desk.settings().get(caller.tenant(), Sort.FEEDBACK, memory.id().toString());
            if (known.isPresent()) {
                desk.settings().remove(caller.tenant(), Sort.FEEDBACK, memory.id().toString(), caller.name());
            }
        } else {
            desk.settings().put(caller.tenant(), Sort.FEEDBACK, memory.id().toString(), said, caller.name(),
                    memory.content().key().orElse(null));
        }
        Door.json(ctx, said);
    }
}
