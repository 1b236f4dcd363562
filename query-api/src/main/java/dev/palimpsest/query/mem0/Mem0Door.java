package dev.palimpsest.query.mem0;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.palimpsest.access.Caller;
import dev.palimpsest.access.Door;
import dev.palimpsest.access.Refusal;
import dev.palimpsest.access.Right;
import dev.palimpsest.index.MemoryReader;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.query.barrier.Writing;
import dev.palimpsest.query.keys.Keyring;
import dev.palimpsest.query.order.Orders;
import dev.palimpsest.query.order.SessionOwners;
import dev.palimpsest.query.recall.Recalls;
import dev.palimpsest.query.settings.Settings;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** mem0's API: version 3 with the older versions' routes, and the routes of its self-hosted server. */
public final class Mem0Door {

    static final String RECEIPT = "Palimpsest-Receipt";

    private static final Set<String> BESIDE_IDS = Set.of("metadata", "source", "org_id", "project_id", "org_name",
            "project_name", "version");

    private final Desk desk;
    private final Projects projects;
    private final Members members;
    private final Adds adds;
    private final Finds finds;
    private final Lists lists;
    private final Opinions opinions;
    private final Changes changes;
    private final Entities entities;
    private final Tasks tasks;
    private final Exports exports;
    private final Profiles profiles;
    private final WebhookRoutes webhooks;

    /** @param sessions tells whose sessions are, for all doors */
    public Mem0Door(Recalls recalls, MemoryReader reader, Writing writing, Settings settings,
            WebhookTargets targets, SessionOwners sessions, Keyring keys, InstantSource clock) {
        desk = new Desk(recalls, reader, writing, new Orders(reader, writing, clock), sessions, settings,
                new Pending(), clock);
        changes = new Changes(desk);
        Organizations organizations = new Organizations(settings);
        projects = new Projects(settings, organizations, new ProjectLife(settings, keys, organizations,
                admin -> changes.deleteAll(admin, JsonNodeFactory.instance.objectNode())));
        members = new Members(keys, organizations);
        adds = new Adds(desk, projects);
        opinions = new Opinions(desk);
        finds = new Finds(desk, opinions);
        lists = new Lists(desk);
        entities = new Entities(desk, changes);
        tasks = new Tasks(settings);
        exports = new Exports(desk);
        profiles = new Profiles(desk);
        webhooks = new WebhookRoutes(settings, targets, clock);
    }

    /** Adds the routes. */
    public void addTo(RoutesConfig routes) {
        memories(routes);
        hosted(routes);
        projects.addTo(routes);
        members.addTo(routes);
        entities.addTo(routes);
        tasks.addTo(routes);
        exports.addTo(routes);
        profiles.addTo(routes);
        webhooks.addTo(routes);
    }

    private void memories(RoutesConfig routes) {
        routes.post("/v3/memories/add", adds::add, Right.WRITE);
        routes.post("/v3/memories/search", finds::search, Right.READ);
        routes.post("/v3/memories", lists::list, Right.READ);
        routes.post("/v2/memories/search", finds::searchV2, Right.READ);
        routes.post("/v2/memories", lists::listV2, Right.READ);
        routes.post("/v1/memories/search", finds::searchV1, Right.READ);
        routes.post("/v1/memories", adds::addV1, Right.WRITE);
        routes.get("/v1/memories", lists::listV1, Right.READ);
        routes.delete("/v1/memories", ctx -> deleteAll(ctx, "Memories deleted successfully!"), Right.WRITE);
        routes.get("/v1/memories/events", tasks::list, Right.READ);
        routes.get("/v1/memories/{id}", lists::get, Right.READ);
        routes.put("/v1/memories/{id}", ctx -> Door.json(ctx, MemoryShape.of(update(ctx), desk.clock().instant())),
                Right.WRITE);
        routes.delete("/v1/memories/{id}", ctx -> delete(ctx, "Memory deleted successfully!"), Right.WRITE);
        routes.get("/v1/memories/{id}/history", lists::history, Right.READ);
        routes.get("/v1/memories/{type}/{name}", lists::listOf, Right.READ);
        routes.put("/v1/batch", this::updateBatch, Right.WRITE);
        routes.delete("/v1/batch", this::deleteBatch, Right.WRITE);
        routes.post("/v1/feedback", opinions::give, Right.WRITE);
    }

    private void hosted(RoutesConfig routes) {
        routes.post("/memories", adds::addHosted, Right.WRITE);
        routes.get("/memories", lists::listHosted, Right.READ);
        routes.delete("/memories", ctx -> deleteAll(ctx, "All relevant memories deleted"), Right.WRITE);
        routes.get("/memories/{id}", lists::getHosted, Right.READ);
        routes.put("/memories/{id}", ctx -> {
            update(ctx);
            Door.json(ctx, Map.of("message", "Memory updated successfully!"));
        }, Right.WRITE);
        routes.delete("/memories/{id}", ctx -> delete(ctx, "Memory deleted successfully"), Right.WRITE);
        routes.get("/memories/{id}/history", lists::history, Right.READ);
        routes.post("/search", finds::searchHosted, Right.READ);
        routes.post("/reset", ctx -> {
            changes.deleteAll(Door.caller(ctx), Lists.anybody());
            Door.json(ctx, Map.of("message", "All memories reset"));
        }, Right.ADMIN);
        routes.get("/configure", ctx -> Door.json(ctx, Map.of("version", "v1.1", "vector_store",
                Map.of("provider", "opensearch"), "embedder", Map.of("provider", "palimpsest"), "llm", Map.of())),
                Right.ANY);
        routes.get("/configure/providers",
                ctx -> Door.json(ctx, Map.of("llm", List.of(), "embedder", List.of("palimpsest"))), Right.ANY);
        routes.post("/configure", ctx -> {
            throw Refusal.conflict("this service is configured where it is started, see docs/operations.md");
        }, Right.ADMIN);
        routes.post("/generate-instructions", ctx -> {
            throw Refusal.conflict("instructions are written by hand here: no model writes them");
        }, Right.ADMIN);
    }

    private Memory update(Context ctx) {
        Caller caller = Door.caller(ctx);
        Desk.id(ctx.pathParam("id"));
        desk.pending().await(caller.tenant());
        Memory memory = desk.require(caller, ctx.pathParam("id"));
        changes.change(caller, List.of(changes.read(memory, Body.of(ctx))));
        return desk.seen(caller).get(caller.tenant(), memory.id()).orElse(memory);
    }

    private void delete(Context ctx, String message) {
        Caller caller = Door.caller(ctx);
        Desk.id(ctx.pathParam("id"));
        desk.pending().await(caller.tenant());
        changes.delete(caller, List.of(desk.require(caller, ctx.pathParam("id"))));
        boolean linked = Boolean.parseBoolean(ctx.queryParam("delete_linked"));
        Door.json(ctx, linked ? Map.of("message", message, "cascade_count", 0) : Map.of("message", message));
    }

    private void deleteAll(Context ctx, String message) {
        Caller caller = Door.caller(ctx);
        Map<String, String> ids = Owners.given(ctx::queryParam);
        ctx.queryParamMap().keySet().stream()
                .filter(name -> !BESIDE_IDS.contains(name) && !isId(name)).findFirst().ifPresent(name -> {
                    throw Refusal.badRequest("nothing is deleted: there is no parameter " + name
                            + "; name whose memories by user_id, agent_id, app_id, run_id");
                });
        if (ids.isEmpty() || ctx.queryParamMap().keySet().stream().filter(Mem0Door::isId).count() != ids.size()) {
            throw Refusal.badRequest(
                    "nothing is deleted: name whose memories by user_id, agent_id, app_id, run_id (\"*\" for any)");
        }
        if (ids.containsValue("*")) {
            caller.require(Right.ADMIN); // as reset does, of which it is another name
        }
        changes.deleteAll(caller, Changes.owned(ids, metadata(ctx)));
        Door.json(ctx, Map.of("message", message));
    }

    private static boolean isId(String name) {
        return Owners.TYPES.stream().anyMatch(type -> name.equals(Owners.idOf(type))
                || name.equals(Owners.camelOf(type)));
    }

    private static @org.jspecify.annotations.Nullable JsonNode metadata(Context ctx) {
        String text = ctx.queryParam("metadata");
        if (text == null || text.isBlank()) {
            return null;
        }
        try {
            JsonNode read = Door.JSON.readTree(text);
            if (read.isObject() && !read.isEmpty()) {
                return read;
            }
        } catch (com.fasterxml.jackson.core.JsonProcessingException _) {
            // refused below
        }
        throw Refusal.badRequest("nothing is deleted: metadata is a JSON object of labels");
    }

    private void updateBatch(Context ctx) {
        Caller caller = Door.caller(ctx);
        desk.pending().await(caller.tenant());
        Map<Object, Changes.Change> wanted = new LinkedHashMap<>();
        for (JsonNode each : batch(ctx)) {
            Body body = new Body((ObjectNode) each);
            Memory memory = desk.require(caller, String.valueOf(body.text("memory_id")));
            wanted.put(memory.id(), changes.read(memory, body));
        }
        changes.change(caller, List.copyOf(wanted.values()));
        Door.json(ctx, Map.of("message", "Successfully updated " + wanted.size() + " memories"));
    }

    private void deleteBatch(Context ctx) {
        Caller caller = Door.caller(ctx);
        desk.pending().await(caller.tenant());
        List<Memory> memories = new ArrayList<>();
        for (JsonNode each : batch(ctx)) {
            memories.add(desk.require(caller, String.valueOf(new Body((ObjectNode) each).text("memory_id"))));
        }
        List<Memory> once = memories.stream().distinct().toList();
        changes.delete(caller, once);
        Door.json(ctx, Map.of("message", "Successfully deleted " + once.size() + " memories"));
    }

    private static JsonNode batch(Context ctx) {
        JsonNode memories = Body.of(ctx).get("memories");
        if (memories == null || !memories.isArray() || memories.isEmpty() || memories.size() > Changes.BATCH_MAX) {
            throw Refusal.badRequest("memories is a list of 1 to " + Changes.BATCH_MAX);
        }
        for (JsonNode each : memories) {
            if (!each.isObject() || !each.path("memory_id").isTextual()) {
                throw Refusal.badRequest("each of memories is an object with a memory_id");
            }
        }
        return memories;
    }

    static ObjectNode page(Context ctx, List<ObjectNode> all, int page, int size) {
        int from = Math.min(all.size(), Math.multiplyExact(page - 1, size));
        int to = Math.min(all.size(), from + size);
        ObjectNode answer = JsonNodeFactory.instance.objectNode().put("count", all.size());
        answer.put("next", to < all.size() ? Lists.link(ctx, page + 1, size) : null);
        answer.put("previous", page > 1 ? Lists.link(ctx, page - 1, size) : null);
        answer.set("results", JsonNodeFactory.instance.arrayNode().addAll(all.subList(from, to)));
        return answer;
    }
}
