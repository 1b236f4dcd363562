package dev.palimpsest.query.mem0;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.palimpsest.access.Caller;
import dev.palimpsest.access.Door;
import dev.palimpsest.access.Refusal;
import dev.palimpsest.access.Right;
import dev.palimpsest.memory.Hash;
import dev.palimpsest.query.settings.Settings.Entry;
import dev.palimpsest.query.settings.Settings.Sort;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Profiles of users, in the shape of the project's schema or else slot by slot. They are put together when they are read, so
 * they are never behind; a job is done as soon as it is given.
 */
final class Profiles {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String ID = "default";
    private static final int MEMORIES_MAX = 1000;
    private static final int SAMPLES_MAX = 10;

    private final Desk desk;

    Profiles(Desk desk) {
        this.desk = desk;
    }

    void addTo(RoutesConfig routes) {
        routes.get("/v2/entities/user/{id}/profile", this::profile, Right.READ);
        routes.post("/v2/profiles/jobs", this::begin, Right.WRITE);
        routes.get("/v2/profiles/jobs/{id}", ctx -> Door.json(ctx, desk.settings()
                .get(Door.caller(ctx).tenant(), Sort.PROFILE_JOB, ctx.pathParam("id"))
                .filter(job -> Door.caller(ctx).owns(job.actor())).map(Entry::value)
                .orElseThrow(() -> Refusal.notFound("Profile job not found!"))), Right.READ);
        routes.get("/v2/profiles/settings", ctx -> Door.json(ctx, settings(Door.caller(ctx))), Right.READ);
        routes.post("/v2/profiles/settings", this::set, Right.ADMIN);
    }

    private void profile(Context ctx) {
        Caller caller = Door.caller(ctx);
        String user = ctx.pathParam("id");
        ObjectNode answer = NODES.objectNode().put("entity_type", "user").put("entity_id", user);
        answer.set("profile", NODES.objectNode());
        ObjectNode settings = settings(caller);
        answer.putNull("updated_at").put("generation_count", 0).putNull("error");
        if (!settings.path("enabled").asBoolean()) {
            Door.json(ctx, answer.put("status", "not_enabled"));
            return;
        }
        JsonNode where = NODES.objectNode().set("AND", NODES.arrayNode().add(NODES.objectNode().put("user_id", user)));
        List<ObjectNode> memories = Exports.recalled(desk, ctx, caller, where, MEMORIES_MAX);
        if (memories.isEmpty()) {
            Door.json(ctx, answer.put("status", "insufficient_data"));
            return;
        }
        JsonNode schema = settings.path("entities").path("user").path("schema");
        answer.set("profile", schema.isObject() && !schema.isEmpty()
                ? new Shapes(memories).of(schema)
                : slots(memories));
        Door.json(ctx, answer.put("status", "succeeded").put("generation_count", 1).put("updated_at",
                memories.stream().map(memory -> memory.path("updated_at").asText())
                        .max(java.util.Comparator.naturalOrder()).orElse("")));
    }

    /** What profile memories say, by the names of their slots. */
    private static ObjectNode slots(List<ObjectNode> memories) {
        ObjectNode profile = NODES.objectNode();
        for (ObjectNode memory : memories) {
            if (!memory.path("source").asText().equals("profile")) {
                continue;
            }
            memory.path("attributes").properties().forEach(slot -> {
                ArrayNode values = profile.withArray("/" + slot.getKey().replace("~", "~0").replace("/", "~1"));
                slot.getValue().forEach(values::add);
            });
        }
        return profile;
    }

    private void begin(Context ctx) {
        Caller caller = Door.caller(ctx);
        Body body = Body.of(ctx);
        String operation = Optional.ofNullable(body.text("operation")).orElse("");
        if (!Set.of("trigger", "sample").contains(operation) || !"user".equals(body.text("entity_type"))) {
            throw Refusal.badRequest("operation is trigger or sample, and entity_type is user");
        }
        if (operation.equals("trigger") && body.text("entity_id") == null) {
            throw Refusal.badRequest("entity_id is missing");
        }
        body.number("limit", SAMPLES_MAX, 1, SAMPLES_MAX);
        String id = id(ctx.header("Idempotency-Key"), caller);
        Optional<Entry> known = desk.settings().get(caller.tenant(), Sort.PROFILE_JOB, id);
        if (known.isPresent()) {
            Door.json(ctx, known.get().value().deepCopy().put("replayed", true));
            return;
        }
        ObjectNode job = NODES.objectNode().put("job_id", id).put("status", "succeeded")
                .put("status_url", "/v2/profiles/jobs/" + id + "/").put("operation", operation)
                .put("entity_type", "user").put("entity_id", body.text("entity_id")).put("event_id", id)
                .put("replayed", false);
        desk.settings().put(caller.tenant(), Sort.PROFILE_JOB, id, job, caller.name());
        Door.json(ctx.status(202), job);
    }

    /** The same key of the same caller names the same job. */
    private static String id(@Nullable String key, Caller caller) {
        return key == null
                ? UUID.randomUUID().toString()
                : UUID.nameUUIDFromBytes(Hash.of(caller.tenant() + "\n" + caller.name() + "\n" + key).bytes())
                        .toString();
    }

    private ObjectNode settings(Caller caller) {
        ObjectNode usual = NODES.objectNode().put("enabled", true);
        usual.putObject("entities").putObject("user").putNull("schema").putNull("custom_instructions");
        return desk.settings().get(caller.tenant(), Sort.PROFILE_SETTINGS, ID).map(Entry::value).orElse(usual);
    }

    private void set(Context ctx) {
        Caller caller = Door.caller(ctx);
        Body body = Body.of(ctx);
        ObjectNode settings = settings(caller).deepCopy();
        for (Map.Entry<String, JsonNode> part : body.json().properties()) {
            switch (part.getKey()) {
                case "enabled" -> settings.put("enabled", body.truth("enabled", true));
                case "entities" -> {
                    for (Map.Entry<String, JsonNode> own : part.getValue().path("user").properties()) {
                        if (!Set.of("schema", "custom_instructions").contains(own.getKey())) {
                            throw Refusal.badRequest("Unsupported settings: " + own.getKey());
                        }
                        ((ObjectNode) settings.path("entities").path("user")).set(own.getKey(), own.getValue());
                    }
                }
                default -> throw Refusal.badRequest("Unsupported settings: " + part.getKey());
            }
        }
        desk.settings().put(caller.tenant(), Sort.PROFILE_SETTINGS, ID, settings, caller.name());
        Door.json(ctx, settings);
    }
}
