package dev.palimpsest.query.mcp.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.palimpsest.access.Refusal;
import dev.palimpsest.query.recall.FilterRequest;
import dev.palimpsest.query.recall.RecallRequest;
import dev.palimpsest.query.recall.Where;
import java.util.List;
import java.util.Optional;

/** Searches and lists under mem0's names, with mem0's arguments and filters, in our shape. */
final class Mem0Reads implements Tool {

    private final Desk desk;
    private final boolean searches;

    private Mem0Reads(Desk desk, boolean searches) {
        this.desk = desk;
        this.searches = searches;
    }

    static Tool search(Desk desk) {
        return new Mem0Reads(desk, true);
    }

    static Tool list(Desk desk) {
        return new Mem0Reads(desk, false);
    }

    private static final Schema.Part FILTERS = Schema.members("filters",
            "mem0's language: {\"AND\": [{\"user_id\": \"alice\"}, …]}. Where it names nobody, the user of the "
                    + "connection's address is added, else the credential's own.");
    private static final Schema.Part GRAPH = Schema.truth("enable_graph",
            "Taken, without effect: see lookup_indicator.");

    @Override
    public Spec spec() {
        return searches
                ? new Spec("search_memories", "Search memories",
                        "mem0's name for search_memory, with mem0's filters. " + Fence.WARNING, Nature.READS,
                        Schema.taking(Owners.and(Schema.text("query", "Words or a question.").must(), FILTERS,
                                Schema.whole("limit", 1, SearchMemory.LIMIT_MAX, "Most memories; 10 unless said."),
                                Schema.whole("top_k", 1, SearchMemory.LIMIT_MAX, "The same."), GRAPH)),
                        Schema.object(Views.memories("Best matches first."), Views.receipt()))
                : new Spec("get_memories", "List memories",
                        "mem0's name for list_memories, with mem0's filters and numbered pages. " + Fence.WARNING,
                        Nature.READS,
                        Schema.taking(Owners.and(FILTERS,
                                Schema.whole("page", 1, 10_000, "The first unless said."),
                                Schema.whole("page_size", 1, SearchMemory.LIMIT_MAX, "20 unless said."), GRAPH)),
                        ListMemories.output());
    }

    @Override
    public Answer call(Call call, Arguments given) {
        call.require(Operation.READ, Optional.empty());
        FilterRequest filter = FilterRequest.where(where(call, given), List.of("current"));
        if (searches) {
            Integer limit = given.whole(given.has("top_k") ? "top_k" : "limit", 1, SearchMemory.LIMIT_MAX);
            return SearchMemory.found(desk, call, given.need("query"), filter, limit, 0);
        }
        Integer size = given.whole("page_size", 1, SearchMemory.LIMIT_MAX);
        Integer page = given.whole("page", 1, 10_000);
        int of = size == null ? 20 : size;
        return ListMemories.page(desk, call,
                new RecallRequest.List(filter, of, null, page == null || page == 1 ? null : (page - 1) * of));
    }

    private static JsonNode where(Call call, Arguments given) {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        ObjectNode filters = given.object("filters");
        if (filters != null && !filters.isEmpty()) {
            all.add(filters);
        }
        Owners.of(given).forEach(owner -> all.add(Scope.owned(owner)));
        ObjectNode where = JsonNodeFactory.instance.objectNode().set("AND", all);
        if (all.isEmpty() || !Where.namesAnOwner(Where.parse(where))) {
            all.add(Scope.owned(call.owner()));
        }
        if (!Where.namesAnOwner(Where.parse(where))) {
            throw Refusal.badRequest("filters must name whose memories");
        }
        return where;
    }
}
