package dev.palimpsest.query.mem0;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.palimpsest.access.Caller;
import dev.palimpsest.access.Door;
import dev.palimpsest.access.Refusal;
import dev.palimpsest.access.Right;
import dev.palimpsest.index.MemoryFilter;
import dev.palimpsest.index.MemoryReader;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.query.recall.FilterRequest;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Users, agents, apps and runs: those there are memories of. */
final class Entities {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** Most that are told; who has more filters by id. */
    private static final int ENTITIES_MAX = 100_000;

    private final Desk desk;
    private final Changes changes;

    Entities(Desk desk, Changes changes) {
        this.desk = desk;
        this.changes = changes;
    }

    void addTo(RoutesConfig routes) {
        routes.get("/v1/entities", this::list, Right.READ);
        routes.get("/v1/entities/filters", ctx -> {
            ObjectNode answer = NODES.objectNode();
            Owners.TYPES.forEach(type -> answer.set(type, names(Door.caller(ctx), type)));
            Door.json(ctx, answer);
        }, Right.READ);
        routes.get("/entities", ctx -> Door.json(ctx, NODES.arrayNode().addAll(all(Door.caller(ctx)))), Right.READ);
        for (String base : List.of("/v2/entities/", "/v1/entities/", "/entities/")) {
            routes.get(base + "{type}/{name}", this::get, Right.READ);
            routes.delete(base + "{type}/{name}", this::delete, Right.WRITE);
        }
        for (String type : Owners.TYPES) {
            routes.post("/v1/" + type + "s", ctx -> create(ctx, type), Right.WRITE);
        }
        routes.get("/v1/stats", this::stats, Right.READ);
    }

    private void list(Context ctx) {
        Body none = new Body(NODES.objectNode());
        int page = Lists.part(ctx, none, "page", 1, 1_000_000);
        int size = Lists.part(ctx, none, "page_size", 100, 1000);
        Door.json(ctx, Mem0Door.page(ctx, all(Door.caller(ctx)), page, size));
    }

    private void get(Context ctx) {
        Subject actor = actor(ctx);
        ObjectNode entity = all(Door.caller(ctx)).stream()
                .filter(each -> each.path("type").asText().equals(actor.type())
                        && each.path("name").asText().equals(actor.name()))
                .findFirst().orElseThrow(() -> Refusal.notFound("Entity not found!"));
        Door.json(ctx, entity);
    }

    private void delete(Context ctx) {
        Subject actor = actor(ctx);
        if (actor.name().equals("*")) {
            Door.caller(ctx).require(Right.ADMIN);
        }
        changes.deleteAll(Door.caller(ctx), Changes.owned(Map.of(actor.type(), actor.name()), null));
        Door.json(ctx, Map.of("message", "Entity deleted successfully!"));
    }

    /** Somebody is there as soon as there is a memory of theirs; there is nothing to make before. */
    private void create(Context ctx, String type) {
        Body body = Body.of(ctx);
        String name = body.text(Owners.idOf(type));
        if (name == null || name.isBlank()) {
            throw Refusal.badRequest(Owners.idOf(type) + " is missing");
        }
        Subject actor = new Subject(type, name);
        Door.json(ctx, entity(actor, 0, desk.clock().instant(), desk.clock().instant()));
    }

    private void stats(Context ctx) {
        Caller caller = Door.caller(ctx);
        desk.pending().await(caller.tenant());
        FilterRequest all = Filters.request(Lists.anybody(), false);
        Door.json(ctx, Map.of("total_memories", desk.recalls().count(caller, all), "total_entities",
                all(caller).size()));
    }

    private ArrayNode names(Caller caller, String type) {
        ArrayNode names = NODES.arrayNode();
        all(caller).stream().filter(each -> each.path("type").asText().equals(type))
                .forEach(each -> names.add(each.path("name").asText()));
        return names;
    }

    private List<ObjectNode> all(Caller caller) {
        desk.pending().await(caller.tenant());
        List<ObjectNode> all = new ArrayList<>();
        @Nullable
        Subject after = null;
        List<MemoryReader.Owner> owners;
        do {
            owners = desk.recalls().owners(caller, after, MemoryFilter.SIZE_MAX);
            for (MemoryReader.Owner owner : owners) {
                all.add(entity(owner.actor(), owner.memories(), owner.first(), owner.last()));
                after = owner.actor();
            }
        } while (owners.size() == MemoryFilter.SIZE_MAX && all.size() < ENTITIES_MAX);
        return all;
    }

    private static ObjectNode entity(Subject actor, long memories, Instant first, Instant last) {
        return NODES.objectNode().put("id", actor.name()).put("name", actor.name()).put("type", actor.type())
                .put("owner", "palimpsest").putNull("metadata").put("total_memories", memories)
                .put("created_at", MemoryShape.time(first)).put("updated_at", MemoryShape.time(last));
    }

    private static Subject actor(Context ctx) {
        return new Subject(Owners.type(ctx.pathParam("type")), ctx.pathParam("name"));
    }
}
