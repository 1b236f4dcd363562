package dev.palimpsest.query.mem0;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.palimpsest.access.Caller;
import dev.palimpsest.access.Door;
import dev.palimpsest.access.Refusal;
import dev.palimpsest.index.MemoryReader;
import dev.palimpsest.query.recall.FilterRequest;
import dev.palimpsest.query.recall.RecallRequest;
import dev.palimpsest.query.recall.Recalled;
import dev.palimpsest.query.recall.Where;
import io.javalin.http.Context;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Searching, in the forms of the versions of mem0's API. */
final class Finds {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** What a search looks at, so many times what it returns: feedback moves what lies near the end. */
    private static final int OVER_FETCH = 2;
    private static final int TOP_MAX = 1000;

    private final Desk desk;
    private final Opinions opinions;

    Finds(Desk desk, Opinions opinions) {
        this.desk = desk;
        this.opinions = opinions;
    }

    /** Version 3: an object, ids in filters alone. */
    void search(Context ctx) {
        Body body = Body.of(ctx);
        Door.json(ctx, results(found(ctx, body, false, 0.1, 10)));
    }

    /** Version 2: a list. */
    void searchV2(Context ctx) {
        Body body = Body.of(ctx);
        ArrayNode found = found(ctx, body, true, 0.3, 10);
        found.forEach(memory -> MemoryShape.withInstants((ObjectNode) memory));
        Door.json(ctx, formed(body, found));
    }

    /** Version 1: a list, ids beside the query. */
    void searchV1(Context ctx) {
        Body body = Body.of(ctx);
        Door.json(ctx, formed(body, found(ctx, body, true, 0, 10)));
    }

    /** Self-hosted: an object, labels among the filters. */
    void searchHosted(Context ctx) {
        ArrayNode found = found(ctx, Body.of(ctx), true, 0.1, 20);
        found.forEach(memory -> MemoryShape.withInstants((ObjectNode) memory));
        Door.json(ctx, results(found));
    }

    private static JsonNode formed(Body body, ArrayNode found) {
        return "v1.1".equals(body.text("output_format")) ? results(found) : found;
    }

    private static ObjectNode results(ArrayNode found) {
        ObjectNode answer = NODES.objectNode();
        answer.set("results", found);
        answer.set("relations", NODES.arrayNode());
        return answer;
    }

    private ArrayNode found(Context ctx, Body body, boolean open, double threshold, int top) {
        Caller caller = Door.caller(ctx);
        String query = Optional.ofNullable(body.text("query")).orElse("").strip();
        if (query.isEmpty()) {
            throw Refusal.badRequest("query is missing or blank");
        }
        JsonNode where = Filters.of(body, open);
        int limit = body.number(body.has("top_k") ? "top_k" : "limit", top, 1, TOP_MAX);
        double least = body.fraction("threshold").orElse(threshold);
        FilterRequest filter = Filters.request(where, body.truth("show_expired", false));
        desk.pending().await(caller.tenant(), Where.parse(where));
        Recalled<List<MemoryReader.Hit>> recalled = desk.recalls().search(caller,
                new RecallRequest.Search(query, filter, Math.min(TOP_MAX, limit * OVER_FETCH)));
        ctx.header(Mem0Door.RECEIPT, recalled.receipt().toString());
        boolean explain = body.truth("explain", false);
        ArrayNode results = NODES.arrayNode();
        ranked(caller, recalled.answer()).stream().filter(hit -> hit.score() >= least).limit(limit)
                .forEach(hit -> results.add(shaped(hit, recalled, body, explain)));
        return results;
    }

    private static ObjectNode shaped(Ranked hit, Recalled<?> recalled, Body body, boolean explain) {
        ObjectNode memory = MemoryShape.only(MemoryShape.of(hit.hit().memory(), recalled.at()),
                body.texts("fields"));
        memory.put("score", hit.score());
        if (explain) {
            memory.set("score_details", NODES.objectNode().put("strength", hit.hit().strength())
                    .put("rank", hit.hit().score()).put("feedback", hit.opinion()));
        }
        return memory;
    }

    /** A hit and how good it is, 0 to 1. */
    private record Ranked(MemoryReader.Hit hit, double opinion, double score) {}

    /**
     * In the order of the ranks, which what people thought of a memory moves; what stands above something that is like the
     * question to a degree is so at least as much.
     */
    private List<Ranked> ranked(Caller caller, List<MemoryReader.Hit> hits) {
        List<Ranked> ordered = hits.stream()
                .map(hit -> new Ranked(hit, opinions.of(caller.tenant(), hit.memory().id()), hit.strength()))
                .sorted(Comparator.comparingDouble((Ranked hit) -> hit.hit.score() * hit.opinion).reversed()).toList();
        Ranked[] scored = new Ranked[ordered.size()];
        double least = 0;
        for (int i = ordered.size() - 1; i >= 0; i--) {
            Ranked hit = ordered.get(i);
            double own = Math.clamp(hit.score * Math.min(1, hit.opinion), 0, 1);
            least = Math.max(least, Math.max(own, 0.001));
            scored[i] = new Ranked(hit.hit, hit.opinion, Math.round(least * 10_000) / 10_000.0);
        }
        return List.of(scored);
    }
}
