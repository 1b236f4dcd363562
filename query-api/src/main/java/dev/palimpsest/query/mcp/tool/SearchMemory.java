package dev.palimpsest.query.mcp.tool;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.palimpsest.access.Refusal;
import dev.palimpsest.index.MemoryReader;
import dev.palimpsest.query.recall.FilterRequest;
import dev.palimpsest.query.recall.RecallRequest;
import dev.palimpsest.query.recall.Recalled;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Searches, of the present or of a moment. */
final class SearchMemory implements Tool {

    static final int LIMIT_MAX = 100;

    private final Desk desk;
    private final boolean past;

    private SearchMemory(Desk desk, boolean past) {
        this.desk = desk;
        this.past = past;
    }

    static Tool present(Desk desk) {
        return new SearchMemory(desk, false);
    }

    static Tool past(Desk desk) {
        return new SearchMemory(desk, true);
    }

    @Override
    public Spec spec() {
        Schema.Part query = Schema.text("query", "Words or a question, in English or Chinese.").must();
        Schema.Part limit = Schema.whole("limit", 1, LIMIT_MAX, "Most memories; 10 unless said.");
        var output = Schema.object(Views.memories("Best matches first."), Views.receipt());
        return past
                ? new Spec("search_as_of", "Search memory as it was",
                        "Searches what was true at a time (as_of), what had been learnt by a time (known_at), or both: say "
                                + "at least one. Answers \"what did we know at 14:05?\". " + Fence.WARNING,
                        Nature.READS,
                        Schema.taking(Scope.and(query, limit,
                                Schema.text("as_of", "What held then, ISO 8601 such as 2026-11-22T14:05:00Z."),
                                Schema.text("known_at", "What had been learnt by then, ISO 8601."))),
                        output)
                : new Spec("search_memory", "Search memory",
                        "Searches the memory of the security team: what people said, decided and prefer, detections, "
                                + "indicators, relations of hosts, addresses and accounts. By names, words and meaning. "
                                + Fence.WARNING,
                        Nature.READS, Schema.taking(Scope.and(query, limit)), output);
    }

    @Override
    public Answer call(Call call, Arguments given) {
        if (past && !given.has("as_of") && !given.has("known_at")) {
            throw Refusal.badRequest("say as_of or known_at, or both; for the present there is search_memory");
        }
        FilterRequest filter = Scope.of(call, given, past ? given.text("as_of") : null,
                past ? given.text("known_at") : null);
        return found(desk, call, given.need("query"), filter, given.whole("limit", 1, LIMIT_MAX), 0);
    }

    /** What a search finds whose strength is at least this. */
    static Answer found(Desk desk, Call call, String query, FilterRequest filter, @Nullable Integer limit,
            double least) {
        Recalled<List<MemoryReader.Hit>> found = desk.recalls().search(call.caller(),
                new RecallRequest.Search(query, filter, limit));
        ArrayNode memories = JsonNodeFactory.instance.arrayNode();
        found.answer().stream().filter(hit -> hit.strength() >= least)
                .forEach(hit -> memories.add(Views.of(hit.memory(), found.at(), hit.score())));
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.set("memories", memories);
        return Answer.of(answer.put("receipt", found.receipt().toString()));
    }
}
