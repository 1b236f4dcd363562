package dev.palimpsest.query.mem0;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.palimpsest.access.Caller;
import dev.palimpsest.access.Door;
import dev.palimpsest.access.Refusal;
import dev.palimpsest.index.MemoryReader;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.query.recall.FilterRequest;
import dev.palimpsest.query.recall.RecallRequest;
import dev.palimpsest.query.recall.Recalled;
import dev.palimpsest.query.recall.Recalls;
import dev.palimpsest.query.recall.Where;
import io.javalin.http.Context;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reading memories one by one and page by page, and what happened to one. */
final class Lists {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int PAGE_SIZE = 100;
    private static final int PAGE_SIZE_MAX = 1000;
    private static final int PAGE_MAX = 1_000_000;

    private final Desk desk;

    Lists(Desk desk) {
        this.desk = desk;
    }

    /** Version 3: always a page. */
    void list(Context ctx) {
        Body body = Body.of(ctx);
        Door.json(ctx, page(ctx, body, Filters.of(body, false)));
    }

    /** Version 2: a page where one is asked for, else a list. */
    void listV2(Context ctx) {
        Body body = Body.of(ctx);
        answer(ctx, body, Filters.of(body, false));
    }

    /** Version 1: ids in the query string. */
    void listV1(Context ctx) {
        Body body = queried(ctx);
        answer(ctx, body, Filters.of(body, true));
    }

    private void answer(Context ctx, Body body, JsonNode where) {
        boolean paged = ctx.queryParam("page") != null || body.has("page") || ctx.queryParam("page_size") != null
                || body.has("page_size");
        ObjectNode page = page(ctx, body, where);
        Door.json(ctx, paged ? page : page.path("results"));
    }

    /** Version 1: all of one user, agent, app or run. */
    void listOf(Context ctx) {
        JsonNode owner = NODES.objectNode().put(Owners.idOf(Owners.type(ctx.pathParam("type"))),
                ctx.pathParam("name"));
        answer(ctx, queried(ctx), NODES.objectNode().set("AND", NODES.arrayNode().add(owner)));
    }

    /** Self-hosted: an object of all of somebody's; without an id, of everybody's. */
    void listHosted(Context ctx) {
        Body body = queried(ctx);
        JsonNode where = Owners.given(body::text).isEmpty() ? anybody() : Filters.of(body, true);
        int top = body.number(body.has("top_k") ? "top_k" : "limit", 20, 1, PAGE_SIZE_MAX);
        ObjectNode answer = NODES.objectNode();
        answer.set("results", memories(ctx, Filters.request(where, body.truth("show_expired", false)), top, 0, body));
        Door.json(ctx, answer);
    }

    /** Whatever belongs to some user, agent, app or run. */
    static JsonNode anybody() {
        ArrayNode any = NODES.arrayNode();
        Owners.TYPES.forEach(type -> any.add(NODES.objectNode().put(Owners.idOf(type), "*")));
        return NODES.objectNode().set("OR", any);
    }

    void get(Context ctx) {
        Memory memory = one(ctx).orElseThrow(Desk::notFound);
        Door.json(ctx, MemoryShape.of(memory, desk.clock().instant()));
    }

    /** Self-hosted: null for none. */
    void getHosted(Context ctx) {
        Door.json(ctx, one(ctx).<JsonNode>map(memory -> MemoryShape.of(memory, desk.clock().instant()))
                .orElseGet(NODES::nullNode));
    }

    void history(Context ctx) {
        Caller caller = Door.caller(ctx);
        String id = Desk.id(ctx.pathParam("id")).toString();
        desk.pending().await(caller.tenant());
        if (desk.seen(caller).get(caller.tenant(), Desk.id(id)).isEmpty()) {
            throw Desk.notFound();
        }
        Recalled<Recalls.Story> told = desk.recalls().history(caller, new RecallRequest.History(id, null));
        ctx.header(Mem0Door.RECEIPT, told.receipt().toString());
        Door.json(ctx, HistoryShape.of(told.answer()));
    }

    private Optional<Memory> one(Context ctx) {
        Caller caller = Door.caller(ctx);
        String id = Desk.id(ctx.pathParam("id")).toString();
        desk.pending().await(caller.tenant());
        if (desk.standing(caller, Desk.id(id)).isEmpty()) {
            return Optional.empty();
        }
        Recalled<Memory> got = desk.recalls().get(caller, new RecallRequest.Get(id, null, null, null));
        ctx.header(Mem0Door.RECEIPT, got.receipt().toString());
        return Optional.of(got.answer());
    }

    private ObjectNode page(Context ctx, Body body, JsonNode where) {
        int page = part(ctx, body, "page", 1, PAGE_MAX);
        int size = part(ctx, body, "page_size", PAGE_SIZE, PAGE_SIZE_MAX);
        FilterRequest filter = Filters.request(where, body.truth("show_expired", false));
        int skip = Math.multiplyExact(page - 1, size);
        ArrayNode results = memories(ctx, filter, size, skip, body);
        long count = desk.recalls().count(Door.caller(ctx), filter);
        ObjectNode answer = NODES.objectNode().put("count", count);
        answer.put("next", (long) skip + size < count ? link(ctx, page + 1, size) : null);
        answer.put("previous", page > 1 ? link(ctx, page - 1, size) : null);
        answer.set("results", results);
        return answer;
    }

    private ArrayNode memories(Context ctx, FilterRequest filter, int size, int skip, Body body) {
        Caller caller = Door.caller(ctx);
        desk.pending().await(caller.tenant(), Where.parse(Objects.requireNonNull(filter.where())));
        Recalled<MemoryReader.Page> listed = desk.recalls().list(caller,
                new RecallRequest.List(filter, size, null, skip == 0 ? null : skip));
        ctx.header(Mem0Door.RECEIPT, listed.receipt().toString());
        ArrayNode results = NODES.arrayNode();
        listed.answer().memories().forEach(memory -> results
                .add(MemoryShape.only(MemoryShape.of(memory, listed.at()), body.texts("fields"))));
        return results;
    }

    /** A whole number of the query string or else of the body. */
    static int part(Context ctx, Body body, String name, int other, int max) {
        String given = ctx.queryParam(name);
        return given != null && !given.isBlank()
                ? Body.whole(name, given, 1, max)
                : body.number(name, other, 1, max);
    }

    static String link(Context ctx, int page, int size) {
        return ctx.url() + "?page=" + page + "&page_size=" + size;
    }

    /** A query string as a body. What it does not know is refused: it might have been meant to restrict. */
    private static Body queried(Context ctx) {
        ObjectNode json = NODES.objectNode();
        ctx.queryParamMap().forEach((name, values) -> json.put(name, values.getFirst()));
        if (json.has("filters")) {
            throw Refusal.badRequest("filters cannot be read from a query string: post them to /v3/memories/");
        }
        for (String name : new String[]{"metadata", "fields", "categories"}) {
            JsonNode read = parsed(json.get(name));
            if (read != null) {
                json.set(name, read);
            }
        }
        json.remove(java.util.List.of("source", "org_id", "project_id", "org_name", "project_name", "version",
                "output_format"));
        json.properties().stream().map(java.util.Map.Entry::getKey).filter(name -> !QUERY.contains(name)).findFirst()
                .ifPresent(name -> {
                    throw Refusal.badRequest("there is no parameter " + name + " here; there is "
                            + String.join(", ", QUERY.stream().sorted().toList()));
                });
        return new Body(json);
    }

    private static final java.util.Set<String> QUERY = java.util.Set.of("user_id", "agent_id", "app_id", "run_id",
            "userId", "agentId", "appId", "runId", "metadata", "categories", "keywords", "start_date", "end_date",
            "page", "page_size", "top_k", "limit", "fields", "show_expired", "latest_only", "include_merged");

    private static @Nullable JsonNode parsed(@Nullable JsonNode text) {
        if (text == null || !text.asText().strip().matches("(?s)[\\[{].*")) {
            return null;
        }
        try {
            return Door.JSON.readTree(text.asText());
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw Refusal.badRequest("a parameter that begins like JSON is none");
        }
    }
}
