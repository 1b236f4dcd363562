package dev.palimpsest.query.mcp.tool;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.palimpsest.index.MemoryReader;
import dev.palimpsest.query.recall.FilterRequest;
import dev.palimpsest.query.recall.RecallRequest;
import dev.palimpsest.query.recall.Recalled;

/** Lists memories page by page, the latest observed first. */
final class ListMemories implements Tool {

    private static final int LIMIT_USUAL = 20;

    private final Desk desk;

    ListMemories(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Spec spec() {
        return new Spec("list_memories", "List memories",
                "Lists what stands, the latest observed first, page by page: hand next back as cursor for the page after. "
                        + Fence.WARNING,
                Nature.READS,
                Schema.taking(Scope.and(
                        Schema.whole("limit", 1, SearchMemory.LIMIT_MAX, "Most memories of a page; " + LIMIT_USUAL
                                + " unless said."),
                        Schema.text("cursor", "What the page before gave as next."))),
                output());
    }

    static java.util.Map<String, Object> output() {
        return Schema.object(Views.memories("One page."),
                Schema.text("next", "Cursor of the page after; left out at the end."), Views.receipt());
    }

    @Override
    public Answer call(Call call, Arguments given) {
        FilterRequest filter = Scope.of(call, given, null, null);
        Integer limit = given.whole("limit", 1, SearchMemory.LIMIT_MAX);
        return page(desk, call,
                new RecallRequest.List(filter, limit == null ? LIMIT_USUAL : limit, given.text("cursor")));
    }

    static Answer page(Desk desk, Call call, RecallRequest.List request) {
        Recalled<MemoryReader.Page> listed = desk.recalls().list(call.caller(), request);
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.set("memories", Views.list(listed.answer().memories(), listed.at()));
        String next = listed.answer().next();
        if (next != null) {
            answer.put("next", next);
        }
        return Answer.of(answer.put("receipt", listed.receipt().toString()));
    }
}
