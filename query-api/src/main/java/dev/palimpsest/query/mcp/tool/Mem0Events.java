package dev.palimpsest.query.mcp.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.palimpsest.access.Refusal;
import dev.palimpsest.query.settings.Settings;
import dev.palimpsest.query.settings.Settings.Entry;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How additions stand that came over mem0's REST door, under mem0's names. What is added by a tool is answered when it is
 * there, so it has no event. The words that were added are not told: they may be an outsider's.
 */
final class Mem0Events implements Tool {

    private static final int PAGE_USUAL = 50;
    private static final int PAGE_MAX = 200;

    private final Desk desk;
    private final boolean lists;

    private Mem0Events(Desk desk, boolean lists) {
        this.desk = desk;
        this.lists = lists;
    }

    static Tool list(Desk desk) {
        return new Mem0Events(desk, true);
    }

    static Tool status(Desk desk) {
        return new Mem0Events(desk, false);
    }

    @Override
    public Spec spec() {
        return lists
                ? new Spec("list_events", "List additions",
                        "The additions made over mem0's REST API under this credential, the latest first, with what "
                                + "became of each. Additions made by tools have none: they are answered when they are "
                                + "done.",
                        Nature.READS,
                        Schema.taking(Schema.text("status", "PENDING, RUNNING, SUCCEEDED or FAILED; all unless said."),
                                Schema.whole("page", 1, 10_000, "The first unless said."),
                                Schema.whole("page_size", 1, PAGE_MAX, PAGE_USUAL + " unless said.")),
                        Schema.object(Schema.list("events", "One page.", event()).must(),
                                Schema.truth("more", "Whether there is a page after.").must()))
                : new Spec("get_event_status", "What became of an addition",
                        "How one addition made over mem0's REST API stands, and the memories that rest on it.",
                        Nature.READS, Schema.taking(Schema.text("event_id", "What the addition was answered.").must()),
                        event());
    }

    private static Map<String, Object> event() {
        return Schema.object(Schema.text("id", "Of the event.").must(),
                Schema.text("status", "PENDING, RUNNING, SUCCEEDED or FAILED.").must(),
                Schema.text("created_at", "ISO 8601.").must(),
                Schema.text("completed_at", "ISO 8601; left out before."),
                Schema.texts("memory_ids", "Ids of the memories that rest on it, those known before too.").must());
    }

    @Override
    public Answer call(Call call, Arguments given) {
        call.require(Operation.READ, Optional.empty());
        return Answer.of(lists ? page(call, given) : one(call, given.need("event_id")));
    }

    private ObjectNode page(Call call, Arguments given) {
        String status = given.text("status");
        Integer page = given.whole("page", 1, 10_000);
        Integer size = given.whole("page_size", 1, PAGE_MAX);
        int of = size == null ? PAGE_USUAL : size;
        List<ObjectNode> found = desk.settings().all(call.caller().tenant(), Settings.Sort.EVENT).stream()
                .filter(event -> call.caller().owns(event.actor())).map(Entry::value)
                .filter(event -> status == null || event.path("status").asText().equalsIgnoreCase(status))
                .skip((long) of * (page == null ? 0 : page - 1)).limit(of + 1L).toList();
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode events = answer.putArray("events");
        found.stream().limit(of).map(Mem0Events::told).forEach(events::add);
        return answer.put("more", found.size() > of);
    }

    private ObjectNode one(Call call, String id) {
        return desk.settings().get(call.caller().tenant(), Settings.Sort.EVENT, id)
                .filter(event -> call.caller().owns(event.actor())).map(Entry::value).map(Mem0Events::told)
                .orElseThrow(() -> Refusal.notFound("there is no such event of yours"));
    }

    private static ObjectNode told(ObjectNode event) {
        ObjectNode told = JsonNodeFactory.instance.objectNode().put("id", event.path("id").asText())
                .put("status", event.path("status").asText()).put("created_at", event.path("created_at").asText());
        if (event.hasNonNull("completed_at")) {
            told.put("completed_at", event.path("completed_at").asText());
        }
        ArrayNode memories = told.putArray("memory_ids");
        for (JsonNode result : event.path("results")) {
            if (result.has("id")) {
                memories.add(result.path("id").asText());
            }
        }
        return told;
    }
}
