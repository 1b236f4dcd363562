package dev.palimpsest.processor.extract;

import dev.palimpsest.memory.Content;
import dev.palimpsest.memory.Identity;
import dev.palimpsest.memory.Limits;
import dev.palimpsest.memory.TrustTier;
import dev.palimpsest.memory.claim.Claim;
import dev.palimpsest.memory.claim.Claim.Statement;
import dev.palimpsest.trust.instruction.InstructionLike;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Claims with the score of how much their words read like an order to an assistant. From sources that are not trusted,
 * words that are grave are withheld: an activity stays known without them, so that nobody can hide it by naming something
 * like an order. Where the thing itself is named so, or words are all there is, the memory is held as a whole.
 */
public final class Marked {

    /** Attribute: which attributes were left out; the observation has them. */
    private static final String WITHHELD = "palimpsest.withheld";

    private static final String TEXT = "text";
    private static final Set<Identity.Form> ACTIVITY = Set.of(Identity.Form.EDGE, Identity.Form.STORY,
            Identity.Form.INDICATOR);

    private Marked() {}

    /** The claim, marked where its words are telling. */
    public static Claim of(Claim claim) {
        if (!(claim instanceof Statement statement) || !(statement.content() instanceof Content.Plain content)
                || content.attributes().size() + 2 > Limits.ATTRIBUTES_MAX) {
            return claim;
        }
        InstructionLike names = gravest(Stream.concat(Stream.of(statement.subject().name()),
                content.entities().stream().map(entity -> entity.name())));
        InstructionLike words = gravest(Stream.concat(Stream.of(content.text()),
                content.attributes().values().stream().flatMap(List::stream)));
        InstructionLike read = names.score() >= words.score() ? names : words;
        if (read.score() < InstructionLike.TELLING_FROM) {
            return claim;
        }
        String score = String.format(Locale.ROOT, "%.2f", read.score());
        Content.Plain marked = content.withAttribute(Content.INSTRUCTION_SCORE, score);
        if (!read.isToBeQuarantined() || !statement.trust().isBelow(TrustTier.CONTROL_PLANE)) {
            return statement.saying(marked);
        }
        boolean nameless = ACTIVITY.contains(statement.identity().form()) && !names.isToBeQuarantined();
        return statement.saying(nameless
                ? without(marked, statement)
                : marked.withAttribute(Content.HELD, reason(read, score)));
    }

    private static Content.Plain without(Content.Plain content, Statement statement) {
        List<String> withheld = new ArrayList<>();
        TreeMap<String, List<String>> kept = new TreeMap<>();
        content.attributes().forEach((name, values) -> {
            List<String> innocent = values.stream().filter(value -> !InstructionLike.of(value).isToBeQuarantined())
                    .toList();
            kept.put(name, innocent);
            if (innocent.size() < values.size()) {
                withheld.add(name);
            }
        });
        String text = content.text();
        if (InstructionLike.of(text).isToBeQuarantined()) {
            withheld.add(TEXT);
            text = statement.kind().name().toLowerCase(Locale.ROOT) + " of " + statement.subject().name()
                    + "; its words read like an order to an assistant and are withheld";
        }
        return new Content.Plain(text, kept, content.entities(), content.categories(), content.keyId()).withAttribute(
                WITHHELD,
                withheld);
    }

    private static String reason(InstructionLike read, String score) {
        return "reads like an order to an assistant: " + String.join(", ", read.signals()) + " (score " + score + ")";
    }

    /** Each part by itself: two innocent values beside each other are no order. */
    private static InstructionLike gravest(Stream<String> parts) {
        return parts.distinct().map(InstructionLike::of).max(Comparator.comparingDouble(InstructionLike::score))
                .orElseThrow();
    }
}
