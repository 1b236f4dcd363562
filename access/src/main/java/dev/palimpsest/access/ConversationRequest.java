package dev.palimpsest.access;

import com.fasterxml.jackson.annotation.JsonAlias;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.observation.Conversation;
import dev.palimpsest.memory.observation.Payload.Role;
import dev.palimpsest.memory.observation.Payload.Terms;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A conversation as every door takes it in JSON. At least one of user, agent, app and session must be there; the memory goes to the
 * first of them in that order. {@code ttl} is an ISO 8601 duration from when it was said, {@code expires} an instant or a day,
 * {@code immutable} asks that nothing change it, {@code kind} is {@code working} for the scratch of a session.
 */
public record ConversationRequest(@JsonAlias("user_id") @Nullable String user,
        @JsonAlias("agent_id") @Nullable String agent,
        @JsonAlias("app_id") @Nullable String app, @JsonAlias("run_id") @Nullable String session,
        @Nullable List<Message> messages, @Nullable Map<String, String> metadata, @Nullable Boolean infer,
        @Nullable String key, @Nullable String kind, @Nullable Boolean immutable, @Nullable Duration ttl,
        @JsonAlias( {
                "expires_at", "expiration_date"}) @Nullable String expires){

    /** One turn. */
    public record Message(@Nullable String role, @Nullable String content, @Nullable Instant at) {}

    /**
     * The conversation.
     *
     * @param requestKey the request's idempotency key; null for none
     * @throws IllegalArgumentException naming what is missing or wrong
     */
    public Conversation toConversation(@Nullable String requestKey) {
        List<Subject> actors = new ArrayList<>();
        add(actors, "user", user);
        add(actors, "agent", agent);
        add(actors, "app", app);
        add(actors, "run", session);
        if (actors.isEmpty()) {
            throw new IllegalArgumentException("say whose memory this is: one of user, agent, app, session");
        }
        if (messages == null) {
            throw new IllegalArgumentException("messages is missing");
        }
        return new Conversation(actors.getFirst(), actors.subList(1, actors.size()),
                session == null ? null : new Subject("run", session),
                messages.stream().map(ConversationRequest::turn).toList(), metadata == null ? Map.of() : metadata,
                infer == null || infer,
                new Terms(end(), Boolean.TRUE.equals(immutable), isWorking()), ttl,
                requestKey == null ? key : requestKey);
    }

    private boolean isWorking() {
        if (kind != null && !kind.equalsIgnoreCase("working")) {
            throw new IllegalArgumentException("kind is working or left out; got: " + kind);
        }
        return kind != null;
    }

    /** A day means its beginning in UTC. */
    private @Nullable Instant end() {
        if (expires == null) {
            return null;
        }
        try {
            return expires.length() == "2026-01-01".length()
                    ? LocalDate.parse(expires).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : Instant.parse(expires);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("expires is an ISO 8601 instant or day; got: " + expires, e);
        }
    }

    private static Conversation.Turn turn(Message message) {
        if (message == null || message.content == null) {
            throw new IllegalArgumentException("a message has no content");
        }
        return new Conversation.Turn(role(message.role == null ? "user" : message.role), message.content, message.at);
    }

    private static Role role(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "user", "human" -> Role.USER;
            case "assistant", "ai" -> Role.ASSISTANT;
            case "system", "developer" -> Role.SYSTEM;
            case "tool", "function" -> Role.TOOL;
            default -> throw new IllegalArgumentException("a message's role is user, assistant, system or tool");
        };
    }

    private static void add(List<Subject> actors, String type, @Nullable String name) {
        if (name != null && !name.isBlank()) {
            actors.add(new Subject(type, name));
        }
    }
}
