package dev.palimpsest.query.mem0;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.palimpsest.memory.Content;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.Status;
import dev.palimpsest.memory.TrustTier;
import dev.palimpsest.memory.ledger.EventHeader;
import dev.palimpsest.memory.ledger.MemoryEvent;
import dev.palimpsest.query.audit.MemoryLog;
import dev.palimpsest.query.recall.Recalls;
import java.nio.ByteBuffer;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A memory's events in mem0's words: what was said again changes nothing and is left out. */
final class HistoryShape {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private HistoryShape() {}

    static ArrayNode of(Recalls.Story story) {
        ArrayNode history = NODES.arrayNode();
        String stands = null;
        for (MemoryLog.Entry entry : story.events()) {
            MemoryEvent event = entry.record().event();
            String after = switch (event) {
                case MemoryEvent.Created created -> text(created.fact());
                case MemoryEvent.Revised revised -> text(revised.fact());
                case MemoryEvent.Superseded superseded -> text(superseded.fact());
                case MemoryEvent.RolledBack back -> text(back.fact());
                case MemoryEvent.Imported imported -> imported.memory().content().plain().map(Content.Plain::text)
                        .orElse(null);
                default -> null;
            };
            String word = word(event, stands);
            if (word != null) {
                String now = word.equals("DELETE") ? null : after == null ? stands : after;
                history.add(entry(story.head(), entry, word, word.equals("ADD") ? null : stands, now));
            }
            stands = after == null ? stands : after;
        }
        return history;
    }

    private static @Nullable String word(MemoryEvent event, @Nullable String before) {
        return switch (event) {
            case MemoryEvent.Imported imported when imported.memory().status() != Status.CURRENT -> "DELETE";
            case MemoryEvent.Imported _ -> before == null ? "ADD" : "UPDATE";
            case MemoryEvent.Created _,MemoryEvent.Restored _,MemoryEvent.Released _ -> "ADD";
            case MemoryEvent.RolledBack back -> back.status() == Status.RETRACTED ? "DELETE" : "UPDATE";
            case MemoryEvent.Revised _,MemoryEvent.Superseded _ -> "UPDATE";
            case MemoryEvent.Retracted _,MemoryEvent.Erased _,MemoryEvent.Expired _,MemoryEvent.Quarantined _ ->
                "DELETE";
            case MemoryEvent.Reinforced _,MemoryEvent.Contradicted _,MemoryEvent.Regrounded _,MemoryEvent.Protected _ ->
                null;
        };
    }

    private static ObjectNode entry(Memory head, MemoryLog.Entry entry, String word, @Nullable String before,
            @Nullable String after) {
        EventHeader header = entry.record().event().header();
        ObjectNode json = NODES.objectNode().put("id", id(entry)).put("memory_id", head.id().toString());
        String role = header.trust() == TrustTier.ASSISTANT ? "assistant" : "user";
        json.set("input", NODES.arrayNode().add(NODES.objectNode().put("role", role).put("content",
                after == null ? before : after)));
        json.put("old_memory", before).put("new_memory", after).put("event", word);
        Owners.TYPES.forEach(
                type -> json.put(Owners.idOf(type), MemoryShape.owner(head, type).orElse(null)));
        json.set("metadata", MemoryShape.metadata(head));
        json.set("categories", MemoryShape.of(head, header.systemTime()).path("categories"));
        return json.put("created_at", MemoryShape.time(header.systemTime()))
                .put("updated_at", MemoryShape.time(header.systemTime())).put("is_deleted", word.equals("DELETE"))
                .put("version", header.version());
    }

    private static @Nullable String text(MemoryEvent.Fact fact) {
        return fact.content().plain().map(Content.Plain::text).orElse(null);
    }

    /** The event's place in the chain, as the UUID that clients expect. */
    private static String id(MemoryLog.Entry entry) {
        ByteBuffer hash = ByteBuffer.wrap(entry.record().hash().bytes());
        long high = (hash.getLong() & 0xffff_ffff_ffff_0fffL) | 0x8000L;
        long low = (hash.getLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low).toString();
    }
}
