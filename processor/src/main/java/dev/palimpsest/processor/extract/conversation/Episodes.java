package dev.palimpsest.processor.extract.conversation;

import dev.palimpsest.memory.Canonical;
import dev.palimpsest.memory.Content;
import dev.palimpsest.memory.Extractor;
import dev.palimpsest.memory.Hash;
import dev.palimpsest.memory.Identity;
import dev.palimpsest.memory.Kind;
import dev.palimpsest.memory.Limits;
import dev.palimpsest.memory.Occurrences;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.TrustTier;
import dev.palimpsest.memory.ValidTime;
import dev.palimpsest.memory.claim.Claim;
import dev.palimpsest.memory.observation.Conversation;
import dev.palimpsest.memory.observation.Observation;
import dev.palimpsest.memory.observation.Payload.ConversationTurn;
import dev.palimpsest.memory.observation.Payload.Role;
import dev.palimpsest.memory.observation.Reserved;
import dev.palimpsest.processor.extract.Observed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The turn itself, kept word for word. */
final class Episodes {

    static final Extractor EXTRACTOR = new Extractor("conversation", 1);

    /** Longest value of a caller's label that is kept on the memory: all that a conversation may have. */
    static final int LABEL_LENGTH_MAX = Conversation.LABEL_LENGTH_MAX;

    /** What every turn is. */
    static final String CONVERSATION = "conversation";

    /** Some attributes are the turn's own, and marks come after. */
    private static final int LABELS_MAX = Limits.ATTRIBUTES_MAX - 5;

    private Episodes() {}

    static Claim of(Observed observed, ConversationTurn turn) {
        Observation observation = observed.observation();
        String text = cut(turn.text(), Limits.TEXT_LENGTH_MAX);
        Content content = new Content.Plain(text, attributes(turn), entities(turn, text), categories(turn));
        return new Claim.Statement(observation.tenant(), turn.subject(), Kind.EPISODIC,
                identity(observation, turn), content, valid(observation, turn),
                Occurrences.once(observation.occurredAt()), 1.0, trust(turn.role(), observation.trust()),
                observation.marking(),
                List.of(observed.evidence(null, EXTRACTOR)), List.of(), turn.terms().immutable(), null);
    }

    /** The turn as scratch of its session, where that is what the caller wants of it. */
    static Claim working(Observed observed, ConversationTurn turn, Subject session) {
        Observation observation = observed.observation();
        String text = cut(turn.text(), Limits.TEXT_LENGTH_MAX);
        Content.Plain content = new Content.Plain(text, attributes(turn), mentioned(text).toList(), List.of("working"));
        Content owned = turn.subject().equals(session)
                ? content
                : content.withAttribute(ConversationClaims.PERSON, turn.subject().toString());
        return new Claim.Statement(observation.tenant(), session, Kind.WORKING, Identity.text(text), owned,
                valid(observation, turn), Occurrences.once(observation.occurredAt()), 1.0,
                trust(turn.role(), observation.trust()), observation.marking(),
                List.of(observed.evidence(null, EXTRACTOR)), List.of(), turn.terms().immutable(), null);
    }

    /** From when it was said until the caller wants it to end; of two ends the earlier. */
    static ValidTime valid(Observation observation, ConversationTurn turn) {
        Instant from = observation.occurredAt();
        Optional<Instant> end = Stream
                .concat(Optional.ofNullable(turn.metadata().get(Reserved.UNTIL)).flatMap(Reserved::instant).stream(),
                        Optional.ofNullable(turn.terms().until()).stream())
                .min(Comparator.naturalOrder());
        return new ValidTime(from, end.map(at -> at.isBefore(from) ? from : at).orElse(null));
    }

    /** No turn is trusted more than who brought it: whatever an assistant's key calls a user's words. */
    private static TrustTier trust(Role role, TrustTier admitted) {
        TrustTier spoken = role == Role.USER ? TrustTier.ANALYST : TrustTier.ASSISTANT;
        return admitted.isBelow(spoken) ? admitted : spoken;
    }

    /** A turn is a memory of its own, unless who brought it wants what repeats to count as one. */
    private static Identity identity(Observation observation, ConversationTurn turn) {
        if (!turn.metadata().containsKey(Reserved.ONCE)) {
            return Identity.episode(observation.id().value());
        }
        Canonical beside = new Canonical().text(turn.role().name())
                .list(turn.participants(), (to, actor) -> to.text(actor.toString()))
                .list(new TreeMap<>(turn.metadata()).entrySet(),
                        (to, label) -> to.text(label.getKey()).text(label.getValue()));
        return Identity.text(turn.text() + "\n" + Hash.of(beside.toBytes()));
    }

    private static List<String> categories(ConversationTurn turn) {
        String given = turn.metadata().get(Reserved.CATEGORIES);
        return given == null
                ? List.of(CONVERSATION)
                : Stream.concat(Stream.of(CONVERSATION), Stream.of(given.split(Reserved.BETWEEN, -1)))
                        .filter(name -> !name.isBlank()).map(name -> cut(name, LABEL_LENGTH_MAX)).toList();
    }

    /** Who took part comes first, so that a turn full of indicators does not push it out. */
    private static List<Subject> entities(ConversationTurn turn, String text) {
        List<Subject> entities = new ArrayList<>();
        if (turn.session() != null) {
            entities.add(turn.session());
        }
        entities.addAll(turn.participants());
        mentioned(text).forEach(entities::add);
        return entities;
    }

    private static Stream<Subject> mentioned(String text) {
        return Mentions.in(text).stream().filter(mention -> mention.sort() != Mention.Sort.TOPIC)
                .map(Mention::subject);
    }

    private static SortedMap<String, List<String>> attributes(ConversationTurn turn) {
        SortedMap<String, List<String>> attributes = new TreeMap<>();
        new TreeMap<>(turn.metadata()).entrySet().stream()
                .filter(label -> !Reserved.is(label.getKey())).limit(LABELS_MAX)
                .forEach(label -> attributes.put(Content.LABEL + cut(label.getKey(), LABEL_LENGTH_MAX), one(label)));
        attributes.put("role", List.of(turn.role().name().toLowerCase(Locale.ROOT)));
        if (turn.session() != null) {
            attributes.put(Content.SESSION, List.of(turn.session().toString()));
        }
        return attributes;
    }

    private static List<String> one(Map.Entry<String, String> label) {
        return List.of(cut(label.getValue(), LABEL_LENGTH_MAX));
    }

    /** The beginning of a text, never ending within a surrogate pair. */
    static String cut(String text, int lengthMax) {
        if (text.length() <= lengthMax) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(lengthMax - 1)) ? lengthMax - 1 : lengthMax;
        return text.substring(0, end);
    }
}
