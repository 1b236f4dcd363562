package dev.palimpsest.query.mem0;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.palimpsest.access.Caller;
import dev.palimpsest.index.MemoryFilter;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.Status;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.query.settings.Settings.Sort;
import dev.palimpsest.schemas.ObservationLog.Written;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What became of additions. An event is durable before the addition is answered, and is done when what was added can be
 * searched; it names every memory, also those that were known before.
 */
final class Events {

    private static final Logger LOGGER = LoggerFactory.getLogger(Events.class);
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** How long an event may take; one that takes longer stays RUNNING and the memories come all the same. */
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final Desk desk;

    Events(Desk desk) {
        this.desk = desk;
    }

    /** An event and how it ends: with the whole of it, as it is then. */
    record Begun(String id, CompletableFuture<ObjectNode> done) {}

    /**
     * Begins an event for what was written.
     *
     * @param person  whose words they are: the event is sealed with them
     * @param payload what was asked for
     * @param notes   what was not written, and why
     */
    Begun begin(Caller caller, Subject person, ObjectNode payload, List<Written> written, ArrayNode notes) {
        String id = UUID.randomUUID().toString();
        Instant now = desk.clock().instant();
        ObjectNode event = NODES.objectNode().put("id", id).put("event_type", "ADD").put("status", "PENDING");
        event.set("payload", payload);
        event.set("metadata", payload.path("metadata").isObject() ? payload.get("metadata") : NODES.nullNode());
        event.set("results", NODES.arrayNode());
        event.put("created_at", MemoryShape.time(now)).put("updated_at", MemoryShape.time(now))
                .put("started_at", MemoryShape.time(now)).putNull("completed_at").putNull("latency");
        String keyId = desk.settings().keyOf(caller.tenant(), person);
        desk.settings().put(caller.tenant(), Sort.EVENT, id, event, caller.name(), keyId);
        CompletableFuture<ObjectNode> done = (written.isEmpty()
                ? CompletableFuture.completedFuture(true)
                : desk.writing().searchable(written, LONGEST))
                .thenApplyAsync(searchable -> ended(caller, keyId, event.deepCopy(), written, notes, now, searchable),
                        task -> Thread.ofVirtual().name("mem0-event").start(task));
        return new Begun(id, done);
    }

    private ObjectNode ended(Caller caller, @Nullable String keyId, ObjectNode event, List<Written> written,
            ArrayNode notes, Instant began,
            boolean searchable) {
        Instant now = desk.clock().instant();
        event.put("status", searchable ? "SUCCEEDED" : "RUNNING").put("updated_at", MemoryShape.time(now));
        try {
            if (searchable) {
                event.set("results", results(caller, written).addAll(notes));
                event.put("completed_at", MemoryShape.time(now)).put("latency",
                        Duration.between(began, now).toNanos() / 1e6);
            }
        } catch (RuntimeException e) {
            LOGGER.atWarn().addKeyValue("event", event.path("id").asText()).setCause(e).log("an event ended badly");
            event.put("status", "FAILED").put("error", "what was added is kept, but cannot be looked at now");
        }
        desk.settings().put(caller.tenant(), Sort.EVENT, event.path("id").asText(), event, caller.name(), keyId);
        return event;
    }

    /** The memories that rest on what was written; an empty list would not tell why. */
    private ArrayNode results(Caller caller, List<Written> written) {
        ArrayNode results = NODES.arrayNode();
        Set<String> observations = written.stream().map(each -> each.id().value())
                .collect(java.util.stream.Collectors.toSet());
        MemoryFilter filter = MemoryFilter.CURRENT.withStatuses(Set.of(Status.values()))
                .withObservations(observations);
        if (!observations.isEmpty()) {
            desk.seen(caller).list(caller.tenant(), filter, MemoryFilter.SIZE_MAX, null).memories()
                    .forEach(memory -> results.add(result(memory)));
        }
        return results;
    }

    private static ObjectNode result(Memory memory) {
        boolean held = memory.status() == Status.QUARANTINED;
        ObjectNode result = NODES.objectNode().put("id", memory.id().toString())
                .put("event", held ? "NONE" : memory.version() == 1 ? "ADD" : "NOOP");
        result.set("data", NODES.objectNode().put("memory", held ? "" : MemoryShape.text(memory)));
        result.put("memory", held ? "" : MemoryShape.text(memory));
        if (held) {
            result.put("reason", "held until a person has looked at it: it reads like an order to an assistant");
        } else if (memory.version() > 1) {
            result.put("reason", "known already; it counts as said again");
        }
        return result;
    }
}
