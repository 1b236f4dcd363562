package dev.palimpsest.query.mem0;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.palimpsest.access.Refusal;
import dev.palimpsest.index.LabelValues;
import dev.palimpsest.memory.Hash;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.observation.Conversation;
import dev.palimpsest.memory.observation.Observation;
import dev.palimpsest.memory.observation.Payload.Role;
import dev.palimpsest.memory.observation.Reserved;
import dev.palimpsest.access.Caller;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Messages that somebody wants remembered.
 *
 * @param owners   at least one id, by type
 * @param infer    whether what repeats counts as one, statements are read and instructions are followed; else every message is
 *                 kept as it is
 * @param labels   of every message
 */
record Addition(Map<String, String> owners, List<Message> messages, boolean infer, Map<String, String> labels,
        Optional<Instant> at, String requestKey) {

    /** One message. */
    record Message(Role role, String text) {}

    /**
     * Reads a request.
     *
     * @param key the request's idempotency key; null for none
     * @throws Refusal naming what is missing or wrong
     */
    static Addition of(Body body, @Nullable String key, Instant now) {
        Map<String, String> owners = owners(body);
        boolean infer = body.truth("infer", true);
        Map<String, String> labels = new HashMap<>();
        ObjectNode metadata = body.object("metadata");
        if (metadata != null) {
            metadata.properties().forEach(label -> labels.put(label(label.getKey()),
                    LabelValues.write(label.getValue())));
        }
        body.day("expiration_date").ifPresent(day -> {
            labels.put(Reserved.UNTIL, endOf(day));
            labels.put(MemoryShape.EXPIRATION, day.toString());
        });
        if (body.truth("immutable", false)) {
            labels.put(MemoryShape.IMMUTABLE, "true");
        }
        if (infer) {
            labels.put(Reserved.ONCE, "true");
        }
        String request = key != null
                ? key + "\n" + Hash.of(body.json().toString()).hex()
                : infer ? content(body, now) : UUID.randomUUID().toString();
        return new Addition(owners, messages(body), infer, labels, at(body), request);
    }

    /** When a day is over, as orders and labels carry it. */
    static String endOf(LocalDate day) {
        return day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant().toString();
    }

    /** A label's name that is the caller's to give. */
    static String label(String name) {
        if (name.startsWith(Reserved.PREFIX) || name.isEmpty()) {
            throw Refusal.badRequest("a name in metadata is not empty and does not begin with " + Reserved.PREFIX);
        }
        return name;
    }

    /** The session it is said in; null for none. */
    @Nullable
    Subject session() {
        String run = owners.get("run");
        return run == null ? null : new Subject("run", run);
    }

    /** One observation for each message, with the categories that were found for it. */
    List<Observation> observations(Caller caller, Instant now, List<List<String>> categories) {
        List<Subject> actors = Owners.actors(owners);
        caller.requireOpen(actors);
        List<Observation> observations = new ArrayList<>();
        for (int i = 0; i < messages.size(); i++) {
            Map<String, String> own = new HashMap<>(labels);
            if (!categories.get(i).isEmpty()) {
                own.put(Reserved.CATEGORIES, String.join(Reserved.BETWEEN, categories.get(i)));
            }
            Message message = messages.get(i);
            observations.addAll(new Conversation(actors.getFirst(), actors.subList(1, actors.size()),
                    session(),
                    List.of(new Conversation.Turn(message.role(), message.text(), at.orElse(null))), own, infer,
                    requestKey + "/" + i).observations(caller.tenant(), caller.name(), now));
        }
        return observations;
    }

    Addition with(List<Message> kept) {
        return new Addition(owners, kept, infer, labels, at, requestKey);
    }

    private static Map<String, String> owners(Body body) {
        Map<String, String> owners = Owners.given(body::text);
        JsonNode filters = body.get("filters");
        if (owners.isEmpty() && filters instanceof ObjectNode object) {
            owners = Owners.given(new Body(object)::text);
        }
        if (owners.isEmpty()) {
            throw Refusal.badRequest("say whose memory this is: one at least of user_id, agent_id, app_id, run_id");
        }
        return owners;
    }

    private static Optional<Instant> at(Body body) {
        for (String name : List.of("timestamp", "observation_datetime", "observation_date")) {
            if (body.get(name) != null) {
                return body.instant(name);
            }
        }
        return Optional.empty();
    }

    private static List<Message> messages(Body body) {
        JsonNode given = body.get("messages");
        if (given == null) {
            throw Refusal.badRequest("messages is missing");
        }
        List<Message> messages = new ArrayList<>();
        if (given.isTextual()) {
            messages.add(new Message(Role.USER, given.textValue()));
        } else if (given.isObject()) {
            add(messages, given);
        } else {
            given.forEach(message -> add(messages, message));
        }
        if (messages.isEmpty()) {
            throw Refusal.badRequest("messages holds nothing to remember");
        }
        if (messages.size() > Conversation.TURNS_MAX) {
            throw Refusal.badRequest("at most " + Conversation.TURNS_MAX + " messages at once");
        }
        return List.copyOf(messages);
    }

    /** What a system says steers an assistant; it is nobody's memory. */
    private static void add(List<Message> messages, JsonNode message) {
        String text = Contents.text(message.isTextual() ? message : message.path("content"));
        Role role = role(message.path("role").asText("user"));
        if (text.isBlank()) {
            return;
        }
        if (role != Role.SYSTEM) {
            messages.add(new Message(role, text));
        }
    }

    private static Role role(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "user", "human" -> Role.USER;
            case "assistant", "ai", "model" -> Role.ASSISTANT;
            case "system", "developer" -> Role.SYSTEM;
            case "tool", "function" -> Role.TOOL;
            default -> throw Refusal.badRequest("a message's role is user, assistant, system or tool; got: " + name);
        };
    }

    private static String content(Body body, Instant now) {
        return Hash.of(body.json().toString()).hex() + "/" + now.getEpochSecond() / Conversation.RETRY_SECONDS;
    }
}
