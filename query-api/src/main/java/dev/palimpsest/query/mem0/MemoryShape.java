package dev.palimpsest.query.mem0;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.palimpsest.index.LabelValues;
import dev.palimpsest.index.Labels;
import dev.palimpsest.memory.Content;
import dev.palimpsest.memory.Hash;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.Protection;
import dev.palimpsest.memory.Status;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.observation.Reserved;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** A memory as mem0's clients know it. */
final class MemoryShape {

    /** The label that keeps a memory from being changed. */
    static final String IMMUTABLE = Reserved.PREFIX + "immutable";

    /** The label that keeps the day somebody gave, which may lie before the memory's own beginning. */
    static final String EXPIRATION = Reserved.PREFIX + "expiration_date";

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSSxxx",
            Locale.ROOT).withZone(ZoneOffset.UTC);

    /** Every turn has it, so it says nothing to who filters. */
    private static final String CONVERSATION = "conversation";

    private MemoryShape() {}

    static ObjectNode of(Memory memory, Instant now) {
        ObjectNode json = NODES.objectNode().put("id", memory.id().toString()).put("memory", text(memory));
        for (String type : Owners.TYPES) {
            owner(memory, type).ifPresentOrElse(name -> json.put(Owners.idOf(type), name),
                    () -> json.putNull(Owners.idOf(type)));
        }
        json.set("metadata", metadata(memory));
        json.set("categories", categories(memory));
        json.put("created_at", time(memory.valid().from())).put("updated_at", time(memory.updatedAt()));
        expiration(memory).ifPresentOrElse(day -> json.put("expiration_date", day.toString()),
                () -> json.putNull("expiration_date"));
        json.set("structured_attributes", structured(memory));
        json.putNull("replaced_by");
        return json.put("synthesized", !memory.derivedFrom().isEmpty())
                .put("lifecycle_state", memory.status(now) == Status.EXPIRED ? "expired" : "active")
                .put("hash", Hash.of(text(memory)).hex().substring(0, 32)).put("immutable", isImmutable(memory))
                .put("source", memory.kind().name().toLowerCase(Locale.ROOT));
    }

    /** The expiration as an instant, which some clients of older routes demand. */
    static ObjectNode withInstants(ObjectNode memory) {
        if (memory.path("expiration_date").isTextual()) {
            memory.put("expiration_date", memory.path("expiration_date").asText() + "T00:00:00+00:00");
        }
        return memory;
    }

    /** Only these members, and the id. */
    static ObjectNode only(ObjectNode memory, List<String> fields) {
        if (!fields.isEmpty()) {
            memory.retain(Set.copyOf(fields.contains("id") ? fields : withId(fields)));
        }
        return memory;
    }

    static String text(Memory memory) {
        return memory.content().plain().map(Content.Plain::text).orElse("");
    }

    static String time(Instant at) {
        return TIME.format(at);
    }

    /** The actor of a type that it belongs to; of several the first. */
    static Optional<String> owner(Memory memory, String type) {
        return Labels.owners(memory).stream().filter(actor -> actor.type().equals(type)).map(Subject::name)
                .findFirst();
    }

    static boolean isImmutable(Memory memory) {
        return memory.protection() == Protection.IMMUTABLE || Labels.of(memory).containsKey(IMMUTABLE);
    }

    /** The labels as they were given; null where there are none. */
    static com.fasterxml.jackson.databind.JsonNode metadata(Memory memory) {
        ObjectNode metadata = NODES.objectNode();
        Labels.of(memory).forEach((name, values) -> {
            if (!name.startsWith(Reserved.PREFIX)) {
                metadata.set(name, LabelValues.json(values.getFirst()));
            }
        });
        return metadata.isEmpty() ? NODES.nullNode() : metadata;
    }

    /** The last day on which it holds. */
    static Optional<LocalDate> expiration(Memory memory) {
        List<String> given = Labels.of(memory).get(EXPIRATION);
        return given != null
                ? Optional.of(LocalDate.parse(given.getFirst()))
                : Optional.ofNullable(memory.valid().to())
                        .map(end -> end.minus(1, ChronoUnit.MICROS).atOffset(ZoneOffset.UTC).toLocalDate());
    }

    private static com.fasterxml.jackson.databind.JsonNode categories(Memory memory) {
        ArrayNode categories = NODES.arrayNode();
        Labels.categories(memory).stream().filter(name -> !name.equals(CONVERSATION)).forEach(categories::add);
        return categories.isEmpty() ? NODES.nullNode() : categories;
    }

    private static ObjectNode structured(Memory memory) {
        Instant from = memory.valid().from();
        var at = from.atOffset(ZoneOffset.UTC);
        return NODES.objectNode().put("year", at.getYear()).put("month", at.getMonthValue())
                .put("day", at.getDayOfMonth()).put("hour", at.getHour()).put("minute", at.getMinute())
                .put("day_of_week", at.getDayOfWeek().name().toLowerCase(Locale.ROOT));
    }

    private static List<String> withId(List<String> fields) {
        return java.util.stream.Stream.concat(java.util.stream.Stream.of("id"), fields.stream()).toList();
    }
}
