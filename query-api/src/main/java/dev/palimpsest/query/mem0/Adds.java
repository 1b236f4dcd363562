package dev.palimpsest.query.mem0;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.palimpsest.access.Caller;
import dev.palimpsest.access.Door;
import dev.palimpsest.memory.observation.Observation;
import dev.palimpsest.schemas.ObservationLog.Written;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Adding memories, in the forms that the versions of mem0's API answer in. */
final class Adds {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Desk desk;
    private final Events events;
    private final Projects projects;

    Adds(Desk desk, Projects projects) {
        this.desk = desk;
        this.events = new Events(desk);
        this.projects = projects;
    }

    /** Version 3: an event for what is inferred, the memories for what is kept as it is. */
    void add(Context ctx) {
        Body body = Body.of(ctx);
        Events.Begun begun = begin(ctx, body);
        ObjectNode event = body.truth("infer", true) ? null : waited(begun);
        Door.json(ctx, event == null ? pending(begun.id()) : succeeded(begun.id(), event));
    }

    /** Versions 1 and 2: a list, in an object where the client asks for that form. */
    void addV1(Context ctx) {
        Body body = Body.of(ctx);
        Events.Begun begun = begin(ctx, body);
        boolean later = body.truth("async_mode", true) && body.truth("infer", true);
        ObjectNode event = later ? null : waited(begun);
        JsonNode results = event == null ? NODES.arrayNode().add(pending(begun.id())) : event.path("results");
        if (!"v1.1".equals(body.text("output_format"))) {
            Door.json(ctx, results);
            return;
        }
        ObjectNode answer = NODES.objectNode().put("message", "Memories are being processed").put("event_id",
                begun.id());
        answer.set("results", results);
        answer.set("relations", NODES.arrayNode());
        Door.json(ctx, answer);
    }

    /** The self-hosted form: always the memories. */
    void addHosted(Context ctx) {
        Events.Begun begun = begin(ctx, Body.of(ctx));
        ObjectNode event = waited(begun);
        ObjectNode answer = NODES.objectNode();
        answer.set("results", event == null ? NODES.arrayNode() : event.path("results"));
        Door.json(ctx, answer);
    }

    private Events.Begun begin(Context ctx, Body body) {
        Caller caller = Door.caller(ctx);
        Addition given = Addition.of(body, ctx.header("Idempotency-Key"), desk.clock().instant());
        ArrayNode notes = NODES.arrayNode();
        Addition wanted = given.infer() ? wanted(given, wishes(caller, body), notes) : given;
        Catalogue catalogue = body.get("custom_categories") == null
                ? projects.catalogue(caller.tenant())
                : Catalogue.of(body.get("custom_categories"));
        List<List<String>> categories = wanted.messages().stream().map(message -> catalogue.of(message.text()))
                .toList();
        List<Observation> observations = wanted.observations(caller, desk.clock().instant(), categories);
        desk.sessions().require(caller, wanted.session(), Owners.actors(wanted.owners()));
        List<Written> written = desk.writing().write(observations);
        Events.Begun begun = events.begin(caller, Owners.actors(given.owners()).getFirst(), body.json(), written,
                notes);
        desk.pending().add(caller.tenant(), Owners.actors(given.owners()), begun.done());
        return begun;
    }

    private Wishes wishes(Caller caller, Body body) {
        Optional<String> own = Optional.ofNullable(body.text("custom_instructions"));
        Stream<String> texts = Stream.concat(own.isPresent()
                ? own.stream()
                : projects.instructions(caller.tenant()).stream(), Stream.ofNullable(body.text("prompt")));
        return Wishes.of(texts, body.texts("includes"), body.texts("excludes"));
    }

    private static Addition wanted(Addition given, Wishes wishes, ArrayNode notes) {
        List<Addition.Message> kept = new ArrayList<>();
        for (Addition.Message message : given.messages()) {
            Optional<String> against = wishes.against(message.text());
            if (against.isEmpty()) {
                kept.add(message);
            } else {
                notes.add(NODES.objectNode().put("event", "NONE").put("memory", message.text()).put("reason",
                        against.get()));
            }
        }
        return given.with(List.copyOf(kept));
    }

    private static @Nullable ObjectNode waited(Events.Begun begun) {
        CompletableFuture<@Nullable ObjectNode> done = begun.done().thenApply(event -> event);
        ObjectNode event = done.completeOnTimeout(null, Pending.PATIENCE.toMillis(), TimeUnit.MILLISECONDS).join();
        return event == null || !event.path("status").asText().equals("SUCCEEDED") ? null : event;
    }

    private static ObjectNode pending(String id) {
        return NODES.objectNode().put("message", "Memory processing has been queued for background execution")
                .put("status", "PENDING").put("event_id", id);
    }

    private static ObjectNode succeeded(String id, ObjectNode event) {
        ObjectNode answer = NODES.objectNode().put("message", "Memories stored successfully")
                .put("status", "SUCCEEDED").put("event_id", id);
        answer.set("results", event.path("results"));
        return answer;
    }
}
