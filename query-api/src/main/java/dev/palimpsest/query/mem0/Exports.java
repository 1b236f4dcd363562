package dev.palimpsest.query.mem0;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.palimpsest.access.Caller;
import dev.palimpsest.access.Door;
import dev.palimpsest.access.Refusal;
import dev.palimpsest.access.Right;
import dev.palimpsest.index.MemoryReader;
import dev.palimpsest.memory.Kind;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.query.recall.RecallRequest;
import dev.palimpsest.query.recall.Recalled;
import dev.palimpsest.query.recall.Where;
import dev.palimpsest.query.settings.Settings.Entry;
import dev.palimpsest.query.settings.Settings.Sort;
import dev.palimpsest.trust.seal.DataSubject;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Memories in a shape of the client's own, and in a few words. Of an export what it asks for is kept, not what it found: that is
 * put together when it is fetched, so that no copy of anybody's words outlives them.
 */
final class Exports {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** Most memories of one export. */
    private static final int MEMORIES_MAX = 1000;

    private static final int SUMMARY_LINES = 20;

    private final Desk desk;

    Exports(Desk desk) {
        this.desk = desk;
    }

    void addTo(RoutesConfig routes) {
        routes.post("/v1/exports", this::create, Right.READ);
        routes.post("/v1/exports/get", this::get, Right.READ);
        routes.post("/v1/summary", this::summarise, Right.READ);
    }

    private void create(Context ctx) {
        Caller caller = Door.caller(ctx);
        Body body = Body.of(ctx);
        ObjectNode schema = schema(body);
        JsonNode where = Filters.of(only(body, "filters", "user_id", "agent_id", "app_id", "run_id"), true);
        String id = UUID.randomUUID().toString();
        ObjectNode export = NODES.objectNode().put("id", id);
        export.set("filters", where);
        export.set("schema", schema);
        export.put("instructions", body.text("export_instructions"));
        desk.settings().put(caller.tenant(), Sort.EXPORT, id, export, caller.name(),
                desk.settings().keyOf(caller.tenant(), DataSubject.caller(caller.name())));
        Door.json(ctx.status(201), Map.of("message", "Memory export request received. The export will be ready in a "
                + "few seconds.", "id", id));
    }

    private void get(Context ctx) {
        Caller caller = Door.caller(ctx);
        Body body = Body.of(ctx);
        String id = body.text("memory_export_id");
        Optional<Entry> export;
        if (id != null) {
            export = desk.settings().get(caller.tenant(), Sort.EXPORT, id);
        } else {
            JsonNode where = Filters.of(only(body, "filters", "user_id", "agent_id", "app_id", "run_id"), true);
            export = desk.settings().all(caller.tenant(), Sort.EXPORT).stream()
                    .filter(each -> each.value().path("filters").equals(where) && caller.owns(each.actor()))
                    .findFirst();
        }
        export = export.filter(each -> caller.owns(each.actor()));
        Door.json(ctx, export.map(each -> data(ctx, caller, each.value()))
                .orElseThrow(() -> Refusal.notFound("No memory export request found")));
    }

    private JsonNode data(Context ctx, Caller caller, ObjectNode export) {
        Wishes wishes = Wishes.of(
                Stream.of(export.path("instructions")).filter(JsonNode::isTextual).map(JsonNode::textValue), List.of(),
                List.of());
        List<ObjectNode> memories = memories(ctx, caller, export.path("filters")).stream()
                .filter(memory -> wishes.against(memory.path("memory").asText()).isEmpty()).toList();
        return new Shapes(memories).of((ObjectNode) export.path("schema"));
    }

    /** What is known of somebody, most settled first: a sentence each. */
    private void summarise(Context ctx) {
        Caller caller = Door.caller(ctx);
        Body body = Body.of(ctx);
        List<ObjectNode> memories = memories(ctx, caller, Filters.of(body, true));
        List<String> order = List.of("profile", "procedural", "semantic");
        List<ObjectNode> chosen = memories.stream()
                .sorted(java.util.Comparator.comparingInt((ObjectNode memory) -> {
                    int place = order.indexOf(memory.path("source").asText());
                    return place < 0 ? order.size() : place;
                })).limit(SUMMARY_LINES).toList();
        ArrayNode ids = NODES.arrayNode();
        List<String> lines = new ArrayList<>();
        chosen.forEach(memory -> {
            ids.add(memory.path("id").asText());
            lines.add(memory.path("memory").asText());
        });
        ObjectNode summary = NODES.objectNode().put("summary", String.join("\n", lines)).put("total_memories",
                memories.size());
        summary.set("memory_ids", ids);
        Door.json(ctx, lines.isEmpty() ? NODES.arrayNode() : NODES.arrayNode().add(summary));
    }

    private List<ObjectNode> memories(Context ctx, Caller caller, JsonNode where) {
        return recalled(desk, ctx, caller, where, MEMORIES_MAX);
    }

    /** What passes, the latest first, each with the attributes that were read from its words. */
    static List<ObjectNode> recalled(Desk desk, Context ctx, Caller caller, JsonNode where, int max) {
        desk.pending().await(caller.tenant(), Where.parse(where));
        Recalled<MemoryReader.Page> listed = desk.recalls().list(caller,
                new RecallRequest.List(Filters.request(where, false), max, null, null));
        ctx.header(Mem0Door.RECEIPT, listed.receipt().toString());
        return listed.answer().memories().stream().map(memory -> {
            ObjectNode shown = MemoryShape.of(memory, listed.at());
            shown.set("attributes", attributes(memory));
            return shown;
        }).toList();
    }

    private static ObjectNode attributes(Memory memory) {
        ObjectNode attributes = NODES.objectNode();
        boolean own = memory.kind() != Kind.EPISODIC;
        memory.content().plain().filter(_ -> own).ifPresent(plain -> plain.attributes().forEach((name, values) -> {
            ArrayNode all = attributes.putArray(name);
            values.forEach(all::add);
        }));
        return attributes;
    }

    private static ObjectNode schema(Body body) {
        JsonNode schema = body.get("schema");
        if (schema != null && schema.isTextual()) {
            try {
                schema = Door.JSON.readTree(schema.textValue());
            } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
                throw Refusal.badRequest("schema is a JSON schema");
            }
        }
        if (!(schema instanceof ObjectNode object) || object.isEmpty()) {
            throw Refusal.badRequest("schema is a JSON schema, such as {\"properties\": {\"memory\": "
                    + "{\"type\": \"string\"}}}");
        }
        return object;
    }

    private static Body only(Body body, String... parts) {
        return new Body(body.json().deepCopy().retain(parts));
    }
}
