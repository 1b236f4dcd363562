package dev.palimpsest.query.mcp.tool;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.palimpsest.access.Door;
import dev.palimpsest.access.Refusal;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.Status;
import dev.palimpsest.memory.TrustTier;
import dev.palimpsest.query.audit.MemoryLog;
import dev.palimpsest.query.http.EventJson;
import dev.palimpsest.query.recall.RecallRequest;
import dev.palimpsest.query.recall.Recalled;
import dev.palimpsest.query.recall.Recalls;
import java.util.List;
import java.util.Optional;

/** What happened to a memory, oldest first, page by page. */
final class GetHistory implements Tool {

    private static final int LIMIT_USUAL = 50;
    private static final int LIMIT_MAX = 500;

    private final Desk desk;

    GetHistory(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Spec spec() {
        return new Spec("get_history", "History of a memory",
                "Every event of a memory from the immutable log, oldest first: created, reinforced, revised, superseded, "
                        + "retracted and so on, with the words, the time and who stated it. " + Fence.WARNING,
                Nature.READS,
                Schema.taking(Schema.text("id", "Of the memory, or its first 8 characters or more.").must(),
                        Schema.text("known_at", "Only what had been learnt by then, ISO 8601."),
                        Schema.whole("limit", 1, LIMIT_MAX, "Most events of a page; " + LIMIT_USUAL + " unless said."),
                        Schema.text("cursor", "What the page before gave as next.")),
                Schema.object(Schema.text("id", "Of the memory.").must(), Schema.text("subject", "Of it.").must(),
                        Views.records("events", "One page; version is the memory's after the event."),
                        Schema.text("next", "Cursor of the page after; left out at the end."), Views.receipt()));
    }

    @Override
    public Answer call(Call call, Arguments given) {
        Integer limit = given.whole("limit", 1, LIMIT_MAX);
        long after = cursor(given.text("cursor"));
        Recalled<Recalls.Story> told = desk.recalls().history(call.caller(),
                new RecallRequest.History(Ids.of(given.need("id")), given.text("known_at")));
        Memory head = told.answer().head();
        call.require(Operation.READ, Optional.of(head.subject()));
        List<MemoryLog.Entry> rest = told.answer().events().stream()
                .filter(entry -> entry.record().event().header().version() > after).toList();
        List<MemoryLog.Entry> page = rest.subList(0, Math.min(rest.size(), limit == null ? LIMIT_USUAL : limit));
        ObjectNode answer = JsonNodeFactory.instance.objectNode().put("id", head.id().toString())
                .put("subject", Fence.name(head.subject().toString()));
        answer.set("events", events(head, page));
        if (page.size() < rest.size()) {
            answer.put("next", String.valueOf(page.getLast().record().event().header().version()));
        }
        return Answer.of(answer.put("receipt", told.receipt().toString()));
    }

    /** Events with their words between marks where an outsider may have chosen them; of what is held or erased, none. */
    static ArrayNode events(Memory head, List<MemoryLog.Entry> entries) {
        boolean held = head.status() == Status.QUARANTINED || head.status() == Status.ERASED;
        ArrayNode events = JsonNodeFactory.instance.arrayNode();
        for (MemoryLog.Entry entry : entries) {
            ObjectNode event = Door.JSON.valueToTree(EventJson.of(entry));
            boolean trusted = !entry.record().event().header().trust().isBelow(TrustTier.CONTROL_PLANE);
            if (held) {
                event.remove("text");
            } else if (event.has("text") && !trusted) {
                event.put("text", Fence.words(event.path("text").asText()));
            }
            if (event.has("reason")) {
                event.put("reason", Fence.words(event.path("reason").asText()));
            }
            event.path("evidence").forEach(one -> ((ObjectNode) one).put("source",
                    Fence.name(one.path("source").asText())));
            events.add(event);
        }
        return events;
    }

    private static long cursor(@org.jspecify.annotations.Nullable String text) {
        if (text != null && !text.matches("\\d{1,18}")) {
            throw Refusal.badRequest("cursor is what the page before gave as next");
        }
        return text == null ? 0 : Long.parseLong(text);
    }
}
