package dev.palimpsest.memory.observation;

import dev.palimpsest.memory.Canonical;
import dev.palimpsest.memory.Hash;
import dev.palimpsest.memory.Limits;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.TenantId;
import dev.palimpsest.memory.Tlp;
import dev.palimpsest.memory.TrustTier;
import dev.palimpsest.memory.observation.Payload.ConversationTurn;
import dev.palimpsest.memory.observation.Payload.Role;
import dev.palimpsest.memory.observation.Payload.Terms;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Some turns of a conversation, handed in together.
 *
 * @param subject      whose memory it goes to; an actor
 * @param participants other actors it belongs to
 * @param session      the conversation, as a {@code run:} subject; null where none is known
 * @param turns        1 to {@link #TURNS_MAX}, in order
 * @param metadata     the caller's own labels, at most {@link #LABELS_MAX} of at most {@link #LABEL_LENGTH_MAX} characters
 * @param infer        whether statements may be read out of it
 * @param terms        on which it is to be remembered
 * @param ttl          how long it is remembered from when it was said, where the terms say no end; null for good
 * @param requestKey   the caller's name for this request, the same on each retry; null to go by the content
 */
public record Conversation(Subject subject, List<Subject> participants, @Nullable Subject session, List<Turn> turns,
        Map<String, String> metadata, boolean infer, Terms terms, @Nullable Duration ttl,
        @Nullable String requestKey) {

    /** Most turns handed in together. */
    public static final int TURNS_MAX = 1_000;

    /** How long the same words without times count as the same request sent again. */
    public static final int RETRY_SECONDS = 300;

    /** Longest turn, in UTF-16 units. */
    public static final int TURN_LENGTH_MAX = 200_000;

    /** Most labels of the caller's own. */
    public static final int LABELS_MAX = 64;

    /** Longest name or value of a label, in UTF-16 units. */
    public static final int LABEL_LENGTH_MAX = 2_000;

    /**
     * One turn.
     *
     * @param at when it was said; null for now
     */
    public record Turn(Role role, String text, @Nullable Instant at) {
        public Turn {
            if (text.isBlank() || text.length() > TURN_LENGTH_MAX) {
                throw new IllegalArgumentException("a turn has 1 to " + TURN_LENGTH_MAX + " characters");
            }
        }
    }

    public Conversation {
        if (!subject.isActor()) {
            throw new IllegalArgumentException("a conversation belongs to a user, agent, app or run; got: " + subject);
        }
        if (turns.isEmpty() || turns.size() > TURNS_MAX) {
            throw new IllegalArgumentException("a conversation has 1 to " + TURNS_MAX + " turns");
        }
        if (metadata.size() > LABELS_MAX || metadata.entrySet().stream().anyMatch(
                label -> label.getKey().length() > LABEL_LENGTH_MAX || label.getValue().length() > LABEL_LENGTH_MAX)) {
            throw new IllegalArgumentException("metadata has at most " + LABELS_MAX + " labels of at most "
                    + LABEL_LENGTH_MAX + " characters");
        }
        if (terms.working() && session == null) {
            throw new IllegalArgumentException("a working memory belongs to a session: say which");
        }
        if (ttl != null && (ttl.isNegative() || ttl.isZero() || ttl.toDays() > Limits.DAYS_MAX)) {
            throw new IllegalArgumentException("a ttl is longer than nothing and at most " + Limits.DAYS_MAX + " days");
        }
        participants = List.copyOf(participants);
        turns = List.copyOf(turns);
        metadata = Map.copyOf(metadata);
    }

    /** All whom it belongs to, the one whose memory it goes to first. */
    public List<Subject> actors() {
        return Stream.concat(Stream.of(subject), participants.stream()).toList();
    }

    /** On the usual terms. */
    public Conversation(Subject subject, List<Subject> participants, @Nullable Subject session, List<Turn> turns,
            Map<String, String> metadata, boolean infer, @Nullable String requestKey) {
        this(subject, participants, session, turns, metadata, infer, Terms.USUAL, null, requestKey);
    }

    /**
     * One observation a turn. What a person says has an analyst's trust, all else an assistant's. The same request again
     * gives the same ids: for good where it has a key or says when each turn was said, else within
     * {@value #RETRY_SECONDS} s, because people do say the same thing twice. Other content under the same key is another request:
     * it is carried out, never taken for the first and dropped.
     *
     * @param source who handed it in
     */
    public List<Observation> observations(TenantId tenant, String source, Instant receivedAt) {
        String request = requestKey == null
                ? contentKey(receivedAt)
                : requestKey + "\n" + Hash.of(content().toBytes()).hex();
        List<Observation> observations = new ArrayList<>();
        for (int i = 0; i < turns.size(); i++) {
            Turn turn = turns.get(i);
            Instant at = turn.at() == null ? receivedAt : turn.at();
            ObservationId id = ObservationId.of(tenant, "conversation", subject + "\n" + request + "\n" + i);
            observations.add(new Observation(id, tenant, source,
                    turn.role() == Role.USER ? TrustTier.ANALYST : TrustTier.ASSISTANT, Tlp.AMBER, receivedAt, at,
                    new ConversationTurn(subject, turn.role(), turn.text(), session, participants, metadata, infer,
                            termsFrom(at))));
        }
        return observations;
    }

    private Terms termsFrom(Instant at) {
        return ttl == null || terms.until() != null
                ? terms
                : new Terms(at.plus(ttl), terms.immutable(), terms.working());
    }

    private String contentKey(Instant receivedAt) {
        boolean timed = turns.stream().allMatch(turn -> turn.at() != null);
        return Hash.of(content().number(timed ? 0 : receivedAt.getEpochSecond() / RETRY_SECONDS).toBytes()).hex();
    }

    /** All that makes it another request. */
    private Canonical content() {
        Canonical content = new Canonical().text(subject.toString())
                .list(participants, (to, actor) -> to.text(actor.toString()))
                .optional(session, (to, run) -> to.text(run.toString()))
                .list(turns, (to, turn) -> to.text(turn.role().name()).text(turn.text()).optionalTime(turn.at()))
                .list(new TreeMap<>(metadata).entrySet(), (to, label) -> to.text(label.getKey()).text(label.getValue()))
                .number(infer ? 1 : 0);
        if (!terms.equals(Terms.USUAL) || ttl != null) { // so that the ids of all others are as they were
            content.optionalTime(terms.until()).number(terms.immutable() ? 1 : 0).number(terms.working() ? 1 : 0)
                    .number(ttl == null ? 0 : ttl.toMillis());
        }
        return content;
    }
}
