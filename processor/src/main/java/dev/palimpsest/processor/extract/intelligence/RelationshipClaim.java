package dev.palimpsest.processor.extract.intelligence;

import dev.palimpsest.memory.Content;
import dev.palimpsest.memory.Identity;
import dev.palimpsest.memory.Kind;
import dev.palimpsest.memory.Occurrences;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.ValidTime;
import dev.palimpsest.memory.claim.Claim;
import dev.palimpsest.observables.attack.Attack;
import dev.palimpsest.processor.extract.typed.PlainText;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** That one named thing uses, or belongs to, another. */
final class RelationshipClaim {

    private static final Map<String, String> VERBS = Map.of("attributed-to", "is attributed to", "variant-of",
            "is a variant of", "related-to", "is related to");
    private static final int LABEL_LENGTH_MAX = 64;

    private RelationshipClaim() {}

    static Optional<Claim> of(FeedObject feed) {
        String label = PlainText.slug(feed.object().first("relationship.type").orElse(""));
        if (label.isEmpty() || label.length() > LABEL_LENGTH_MAX) {
            return Optional.empty();
        }
        return end(feed, "source").flatMap(source -> end(feed, "target")
                .filter(target -> !target.subject().equals(source.subject()))
                .map(target -> claim(feed, source, label, target)));
    }

    private static Claim claim(FeedObject feed, ThreatName source, String label, ThreatName target) {
        String text = source.name() + " " + VERBS.getOrDefault(label, label.replace('-', ' ')) + " " + target.name();
        Content content = new Content.Plain(text, Content.attributes(Map.of("relationship.type", label)),
                List.of(target.subject()), List.of("intelligence"));
        Instant at = feed.observation().occurredAt();
        Instant from = feed.time("valid_from").orElse(at);
        ValidTime valid = feed.isRevoked()
                ? new ValidTime(from, at.isBefore(from) ? from : at)
                : ValidTime.since(from);
        return new Claim.Statement(feed.observation().tenant(), source.subject(), Kind.RELATION,
                Identity.edge(label, target.subject()), content, valid, Occurrences.once(at), feed.confidence(),
                feed.trust(), feed.marking(), feed.evidence(), List.of());
    }

    /** One end of the relation: a technique by its id, anything else by its name. */
    private static Optional<ThreatName> end(FeedObject feed, String side) {
        Optional<ThreatName> technique = feed.name(side + ".id").flatMap(Attack::currentTechnique)
                .map(found -> new ThreatName(new Subject("technique", found.id()),
                        found.name() + " (" + found.id() + ")"));
        return technique.or(() -> feed.name(side + ".name")
                .flatMap(name -> ThreatName.of(feed.object().first(side + ".type").orElse(""), name)));
    }
}
