package dev.palimpsest.access;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.observation.Conversation;
import dev.palimpsest.memory.observation.Payload.Role;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A conversation as every door takes it in JSON. At least one of user, agent, app and session must be there; the memory goes to the
 * first of them in that order.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ConversationRequest(@JsonAlias("user_id") @Nullable String user,
        @JsonAlias("agent_id") @Nullable String agent,
        @JsonAlias("app_id") @Nullable String app, @JsonAlias("run_id") @Nullable String session,
        @Nullable List<Message> messages, @Nullable Map<String, String> metadata, @Nullable Boolean infer,
        @Nullable String key) {

    /** One turn. */
    @JsonIgnoreProperties(ignoreUnknown = true)
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
                infer == null || infer, requestKey == null ? key : requestKey);
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
