package dev.palimpsest.query.mem0;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.palimpsest.access.Caller;
import dev.palimpsest.access.Door;
import dev.palimpsest.access.Refusal;
import dev.palimpsest.access.Right;
import dev.palimpsest.query.settings.Settings;
import dev.palimpsest.query.settings.Settings.Entry;
import dev.palimpsest.query.settings.Settings.Sort;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;

/** How additions stand. */
final class Tasks {

    private final Settings settings;

    Tasks(Settings settings) {
        this.settings = settings;
    }

    void addTo(RoutesConfig routes) {
        routes.get("/v1/events", this::list, Right.READ);
        routes.get("/v1/event/{id}", this::get, Right.READ);
        routes.get("/v1/events/{id}", this::get, Right.READ);
    }

    void list(Context ctx) {
        Caller caller = Door.caller(ctx);
        Body none = new Body(JsonNodeFactory.instance.objectNode());
        int page = Lists.part(ctx, none, "page", 1, 1_000_000);
        int size = Lists.part(ctx, none, ctx.queryParam("limit") == null ? "page_size" : "limit", 50, 1000);
        String status = Optional.ofNullable(ctx.queryParam("status")).orElse("");
        List<ObjectNode> events = settings.all(caller.tenant(), Sort.EVENT).stream()
                .filter(event -> caller.owns(event.actor())).map(Entry::value)
                .filter(event -> status.isEmpty() || event.path("status").asText().equals(status)).toList();
        Door.json(ctx, Mem0Door.page(ctx, events, page, size));
    }

    private void get(Context ctx) {
        Caller caller = Door.caller(ctx);
        Door.json(ctx, settings.get(caller.tenant(), Sort.EVENT, ctx.pathParam("id"))
                .filter(event -> caller.owns(event.actor())).map(Entry::value)
                .orElseThrow(() -> Refusal.notFound("Event not found!")));
    }
}
