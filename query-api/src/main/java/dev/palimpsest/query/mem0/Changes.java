package dev.palimpsest.query.mem0;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.palimpsest.access.Caller;
import dev.palimpsest.access.Refusal;
import dev.palimpsest.index.LabelValues;
import dev.palimpsest.index.Labels;
import dev.palimpsest.index.MemoryFilter;
import dev.palimpsest.memory.Content;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.observation.Observation;
import dev.palimpsest.memory.observation.Payload.Action;
import dev.palimpsest.memory.observation.Reserved;
import dev.palimpsest.query.recall.FilterRequest;
import dev.palimpsest.query.recall.Where;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Changing and deleting memories: orders like everyone's, answered once they can be seen. */
final class Changes {

    static final int BATCH_MAX = 1000;

    private final Desk desk;

    Changes(Desk desk) {
        this.desk = desk;
    }

    /** What one memory shall be changed to. */
    record Change(Memory memory, @Nullable String text, Map<String, String> changes) {}

    /**
     * The change of a request.
     *
     * @throws Refusal where it says nothing, or the memory may not be changed
     */
    Change read(Memory memory, Body body) {
        String text = body.text("text");
        if (text == null) {
            text = body.text("data");
        }
        if (text != null && text.isBlank()) {
            throw Refusal.badRequest("text is blank");
        }
        Map<String, String> changes = new HashMap<>();
        if (body.has("metadata")) {
            relabel(changes, memory, body.object("metadata"));
        }
        body.instant("timestamp").ifPresent(at -> changes.put(Reserved.SINCE, at.toString()));
        if (body.has("expiration_date")) {
            changes.put(Reserved.UNTIL, body.day("expiration_date").map(Addition::endOf).orElse(""));
            changes.put(Content.LABEL + MemoryShape.EXPIRATION,
                    body.day("expiration_date").map(LocalDate::toString).orElse(""));
        }
        if (text == null && changes.isEmpty() && !body.has("metadata")) {
            throw Refusal.badRequest("nothing to change: give text, metadata, timestamp or expiration_date");
        }
        if (MemoryShape.isImmutable(memory)) {
            throw Refusal.badRequest("memory " + memory.id() + " is immutable");
        }
        return new Change(memory, text, changes);
    }

    /** The labels become these: what is not among them goes. */
    private static void relabel(Map<String, String> changes, Memory memory, @Nullable ObjectNode metadata) {
        Set<String> gone = new HashSet<>(Labels.of(memory).keySet());
        gone.removeIf(name -> name.startsWith(Reserved.PREFIX));
        if (metadata != null) {
            for (Map.Entry<String, JsonNode> label : metadata.properties()) {
                gone.remove(label.getKey());
                String value = LabelValues.write(label.getValue());
                if (value.length() > dev.palimpsest.memory.observation.Conversation.LABEL_LENGTH_MAX) {
                    throw Refusal.badRequest("a value in metadata has at most "
                            + dev.palimpsest.memory.observation.Conversation.LABEL_LENGTH_MAX + " characters: "
                            + label.getKey());
                }
                changes.put(Content.LABEL + Addition.label(label.getKey()), value);
            }
        }
        gone.forEach(name -> changes.put(Content.LABEL + name, ""));
    }

    /** Changes these memories; once it returns they read so. */
    void change(Caller caller, List<Change> changes) {
        List<Change> real = changes.stream().filter(change -> change.text != null || !change.changes.isEmpty())
                .toList();
        carryOut(caller, real.stream().map(Change::memory).toList(),
                real.stream().map(change -> desk.orders().order(caller, change.memory, Action.REVISE,
                        change.text, "", change.changes)).toList());
        for (Change change : real) {
            Memory now = desk.seen(caller).get(caller.tenant(), change.memory.id()).orElse(change.memory);
            if (now.version() == change.memory.version() && change.text != null
                    && !MemoryShape.text(now).equals(change.text)) {
                throw Refusal.conflict("memory " + now.id() + " was not changed: a stronger word stands");
            }
        }
    }

    /** Takes these memories back; their history stays. */
    void delete(Caller caller, List<Memory> memories) {
        carryOut(caller, memories, memories.stream()
                .map(memory -> desk.orders().order(caller, memory, Action.RETRACT, null, "", Map.of())).toList());
    }

    /**
     * Deletes all that passes, page after page until nothing is left.
     *
     * @return how many
     */
    int deleteAll(Caller caller, JsonNode where) {
        desk.pending().await(caller.tenant(), Where.parse(where));
        return desk.orders().retractAll(caller, where, MemoryFilter.SIZE_MAX, _ -> true,
                memories -> delete(caller, memories));
    }

    private void carryOut(Caller caller, List<Memory> memories, List<Observation> orders) {
        var seen = desk.orders().give(orders);
        desk.pending().add(caller.tenant(),
                memories.stream().flatMap(memory -> Labels.owners(memory).stream()).toList(), seen);
        seen.join();
    }

    /** Whose memories are meant by these ids; {@code *} for anybody's of the type. */
    static JsonNode owned(Map<String, String> ids, @Nullable JsonNode metadata) {
        boolean everything = ids.size() == Owners.TYPES.size() && ids.values().stream().allMatch("*"::equals);
        if (everything) {
            return Lists.anybody();
        }
        var all = JsonNodeFactory.instance.arrayNode();
        ids.forEach((type, id) -> all.add(JsonNodeFactory.instance.objectNode().put(Owners.idOf(type), id)));
        if (metadata != null) {
            all.add(JsonNodeFactory.instance.objectNode().set("metadata", metadata));
        }
        return JsonNodeFactory.instance.objectNode().set("AND", all);
    }

    static FilterRequest all(JsonNode where) {
        return Filters.request(where, true);
    }
}
