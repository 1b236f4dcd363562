package dev.palimpsest.query.mem0;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.palimpsest.access.Caller;
import dev.palimpsest.access.Door;
import dev.palimpsest.access.Refusal;
import dev.palimpsest.access.Right;
import dev.palimpsest.memory.TenantId;
import dev.palimpsest.query.settings.Settings;
import dev.palimpsest.query.settings.Settings.Entry;
import dev.palimpsest.query.settings.Settings.Sort;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Who is told of what happens to memories. */
final class WebhookRoutes {

    static final Set<String> TYPES = Set.of("memory_add", "memory_update", "memory_delete", "memory_categorize");

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int WEBHOOKS_MAX = 20;
    private static final int NAME_LENGTH_MAX = 200;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Settings settings;
    private final WebhookTargets targets;
    private final InstantSource clock;

    WebhookRoutes(Settings settings, WebhookTargets targets, InstantSource clock) {
        this.clock = clock;
        this.settings = settings;
        this.targets = targets;
    }

    void addTo(RoutesConfig routes) {
        routes.get("/api/v1/webhooks/projects/{project}", this::list, Right.ADMIN);
        routes.post("/api/v1/webhooks/projects/{project}", this::create, Right.ADMIN);
        routes.get("/api/v1/webhooks/{id}", ctx -> Door.json(ctx, shown(require(ctx))), Right.ADMIN);
        routes.put("/api/v1/webhooks/{id}", this::update, Right.ADMIN);
        routes.delete("/api/v1/webhooks/{id}", this::delete, Right.ADMIN);
        routes.get("/api/v1/webhooks/{id}/deliveries", this::deliveries, Right.ADMIN);
    }

    private void list(Context ctx) {
        ArrayNode list = NODES.arrayNode();
        settings.all(own(ctx).tenant(), Sort.WEBHOOK).forEach(each -> list.add(shown(each)));
        Door.json(ctx, list);
    }

    private void create(Context ctx) {
        Caller caller = own(ctx);
        Body body = Body.of(ctx);
        if (settings.all(caller.tenant(), Sort.WEBHOOK).size() >= WEBHOOKS_MAX) {
            throw Refusal.conflict("a project has at most " + WEBHOOKS_MAX + " webhooks");
        }
        String id = UUID.randomUUID().toString();
        byte[] secret = new byte[32];
        RANDOM.nextBytes(secret);
        String key = "whsec_" + Base64.getEncoder().encodeToString(secret);
        ObjectNode webhook = NODES.objectNode().put("webhook_id", id).put("name", name(body.text("name")))
                .put("url", targets.require(body.text("url")).toString()).put("is_active", true)
                .put("project", Organizations.project(caller.tenant())).put("owner", caller.name()).put("secret", key)
                .put("created_at", MemoryShape.time(clock.instant()));
        webhook.set("event_types", types(body.get("event_types")));
        settings.put(caller.tenant(), Sort.WEBHOOK, id, webhook, caller.name());
        // The one time that the secret is shown.
        Door.json(ctx.status(201), shown(find(caller.tenant(), id)).put("secret", key));
    }

    private void update(Context ctx) {
        Caller caller = Door.caller(ctx);
        Entry known = require(ctx);
        Body body = Body.of(ctx);
        ObjectNode webhook = known.value().deepCopy();
        if (body.get("name") != null) {
            webhook.put("name", name(body.text("name")));
        }
        if (body.get("url") != null) {
            webhook.put("url", targets.require(body.text("url")).toString());
        }
        if (body.get("event_types") != null) {
            webhook.set("event_types", types(body.get("event_types")));
        }
        webhook.put("is_active", body.truth("is_active", webhook.path("is_active").asBoolean()));
        settings.put(caller.tenant(), Sort.WEBHOOK, known.id(), webhook, caller.name());
        Door.json(ctx, Map.of("message", "Webhook updated successfully"));
    }

    private void delete(Context ctx) {
        Entry known = require(ctx);
        settings.remove(known.tenant(), Sort.WEBHOOK, known.id(), Door.caller(ctx).name());
        Door.json(ctx, Map.of("message", "Webhook deleted successfully"));
    }

    private void deliveries(Context ctx) {
        Entry known = require(ctx);
        Body none = new Body(NODES.objectNode());
        List<ObjectNode> all = settings.all(known.tenant(), Sort.DELIVERY).stream().map(Entry::value)
                .filter(delivery -> delivery.path("webhook_id").asText().equals(known.id())).toList();
        Door.json(ctx, Mem0Door.page(ctx, all, Lists.part(ctx, none, "page", 1, 1_000_000),
                Lists.part(ctx, none, "page_size", 50, 1000)));
    }

    private Entry require(Context ctx) {
        Door.caller(ctx).requireWhole("webhooks tell of every memory of a project");
        return find(Door.caller(ctx).tenant(), ctx.pathParam("id"));
    }

    private Entry find(TenantId tenant, String id) {
        Optional<Entry> found = settings.get(tenant, Sort.WEBHOOK, id);
        return found.orElseThrow(() -> Refusal.notFound("Webhook not found!"));
    }

    private static Caller own(Context ctx) {
        Door.caller(ctx).requireWhole("webhooks tell of every memory of a project");
        Caller caller = Door.caller(ctx);
        Projects.requireOwn(caller, ctx.pathParam("project"));
        return caller;
    }

    private static ObjectNode shown(Entry entry) {
        ObjectNode shown = entry.value().deepCopy();
        shown.remove("secret");
        return shown.put("updated_at", MemoryShape.time(entry.at()));
    }

    private static String name(@Nullable String name) {
        if (name == null || name.isBlank() || name.length() > NAME_LENGTH_MAX) {
            throw Refusal.badRequest("name has 1 to " + NAME_LENGTH_MAX + " characters");
        }
        return name;
    }

    private static ArrayNode types(@Nullable JsonNode given) {
        ArrayNode types = NODES.arrayNode();
        if (given == null || !given.isArray() || given.isEmpty()) {
            throw Refusal.badRequest("event_types is a list of " + String.join(", ", TYPES.stream().sorted().toList()));
        }
        for (JsonNode type : given) {
            if (!TYPES.contains(type.asText())) {
                throw Refusal.badRequest("there is no event type " + type.asText() + "; there is "
                        + String.join(", ", TYPES.stream().sorted().toList()));
            }
            types.add(type.asText());
        }
        return types;
    }
}
