package dev.palimpsest.processor.extract.conversation;

import dev.palimpsest.memory.Content;
import dev.palimpsest.memory.Evidence;
import dev.palimpsest.memory.Extractor;
import dev.palimpsest.memory.Identity;
import dev.palimpsest.memory.Kind;
import dev.palimpsest.memory.MemoryId;
import dev.palimpsest.memory.Occurrences;
import dev.palimpsest.memory.Span;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.claim.Claim;
import dev.palimpsest.memory.observation.Observation;
import dev.palimpsest.memory.observation.Payload.Action;
import dev.palimpsest.memory.observation.Payload.ConversationTurn;
import dev.palimpsest.processor.extract.Observed;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Turns what was read in a turn into claims. */
final class Statements {

    static final Extractor EXTRACTOR = new Extractor("statements", 1);

    /** A grammar reads what people mean, and may misread it. */
    static final double CONFIDENCE = 0.9;

    private static final String WATCHES = "watches";
    private static final String WORKS_ON = "works-on";

    private final Observed observed;
    private final ConversationTurn turn;
    private final List<Mention> named;

    private Statements(Observed observed, ConversationTurn turn) {
        this.observed = observed;
        this.turn = turn;
        this.named = Mentions.in(Episodes.cut(turn.text(), Reader.READ_LENGTH_MAX));
    }

    static List<Claim> of(Observed observed, ConversationTurn turn) {
        Statements statements = new Statements(observed, turn);
        return Reader.read(turn.text()).stream().flatMap(statements::claims).toList();
    }

    private Stream<Claim> claims(Reading reading) {
        return switch (reading.meaning()) {
            case WATCH -> reading.targets().stream().map(target -> edge(reading, target, WATCHES, "watch-list"));
            case UNWATCH -> reading.targets().stream().map(target -> retract(reading, target, WATCHES));
            case HABIT -> reading.targets().stream().map(target -> edge(reading, target, WORKS_ON, "habit"));
            case UNHABIT, UNHABIT_OLD ->
                reading.targets().stream().map(target -> retract(reading, target, WORKS_ON));
            case GROUPING -> slot(reading, "grouping");
            case LANGUAGE -> slot(reading, "language");
            case DETAIL, DETAIL_SHORT -> slot(reading, "detail");
            case FORMAT -> slot(reading, "format");
            case ROLE -> Speaker.role(reading).stream().map(role -> role(reading, role));
            case NAME, NAME_CAPITAL -> Speaker.name(reading).stream().map(name -> named(reading, name));
            case DECISION -> Speaker.isDecision(reading)
                    ? Stream.of(fact(reading, Wording.decision(reading), "decision"))
                    : Stream.of();
            case ASSET -> Speaker.isAsset(reading)
                    ? Stream.of(fact(reading, Wording.asset(reading, turn.text()), "asset"))
                    : Stream.of();
        };
    }

    private Claim edge(Reading reading, Mention target, String edge, String category) {
        Content content = Content.Plain.of(edge.equals(WATCHES)
                ? Wording.watches(reading, target)
                : Wording.worksOn(reading, target)).withAttribute(edge, target.subject().toString())
                .withEntities(List.of(target.subject())).withCategories(category);
        return statement(reading, Kind.PROFILE, Identity.ownEdge(edge, target.subject()), content);
    }

    private Claim retract(Reading reading, Mention target, String edge) {
        Observation observation = observed.observation();
        MemoryId memory = MemoryId.of(observation.tenant(), turn.subject(), Kind.PROFILE,
                Identity.ownEdge(edge, target.subject()));
        return new Claim.Instruction(observation.tenant(), turn.subject(), memory, Action.RETRACT, null,
                Wording.words(turn.text().substring(reading.start(), reading.end())), turn.subject().toString(),
                observation.occurredAt(), observation.trust(), observation.marking(), evidence(reading));
    }

    private Stream<Claim> slot(Reading reading, String slot) {
        String code = reading.meaning() == Meaning.DETAIL_SHORT ? "short" : reading.parts().getOrDefault(slot, "");
        if (code.isEmpty()) {
            return Stream.of();
        }
        Content content = Content.Plain.of(Wording.preference(reading, slot, code)).withAttribute(slot, code)
                .withCategories("preference");
        return Stream.of(statement(reading, Kind.PROFILE, Identity.slot(slot), content));
    }

    private Claim role(Reading reading, String role) {
        Content content = Content.Plain.of(Wording.role(reading, role)).withAttribute("role", role)
                .withCategories("role");
        return statement(reading, Kind.PROFILE, Identity.slot("role"), content);
    }

    private Claim named(Reading reading, String name) {
        Content content = Content.Plain.of(Wording.name(reading, name)).withAttribute("name", name)
                .withCategories("preference");
        return statement(reading, Kind.PROFILE, Identity.slot("name"), content);
    }

    private Claim fact(Reading reading, String text, String category) {
        List<Subject> entities = new ArrayList<>();
        reading.targets().stream().map(Mention::subject).forEach(entities::add);
        named.stream().filter(mention -> mention.start() >= reading.start() && mention.end() <= reading.end())
                .filter(mention -> mention.sort() != Mention.Sort.TOPIC).map(Mention::subject).forEach(entities::add);
        Content content = Content.Plain.of(text).withEntities(entities).withCategories(category);
        // A session alone has no lasting facts: what is said in it is its scratch.
        Kind kind = turn.subject().type().equals("run") ? Kind.WORKING : Kind.SEMANTIC;
        return statement(reading, kind, Identity.text(text), content);
    }

    private Claim statement(Reading reading, Kind kind, Identity identity, Content content) {
        Observation observation = observed.observation();
        return new Claim.Statement(observation.tenant(), turn.subject(), kind, identity, content,
                Episodes.valid(observation, turn), Occurrences.once(observation.occurredAt()), CONFIDENCE,
                observation.trust(), observation.marking(), evidence(reading), List.of(),
                turn.terms().immutable(), null);
    }

    private List<Evidence> evidence(Reading reading) {
        return List.of(observed.evidence(new Span("text", reading.start(), reading.end()), EXTRACTOR));
    }
}
