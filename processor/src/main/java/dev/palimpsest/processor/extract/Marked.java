package dev.palimpsest.processor.extract;

import dev.palimpsest.memory.Content;
import dev.palimpsest.memory.Limits;
import dev.palimpsest.memory.TrustTier;
import dev.palimpsest.memory.claim.Claim;
import dev.palimpsest.memory.claim.Claim.Statement;
import dev.palimpsest.trust.instruction.InstructionLike;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Stream;

/** Claims with the score of how much their words read like an order to an assistant. */
final class Marked {
    private Marked() {}

    /** The claim, marked where its words are telling; held where its source is not trusted and they are grave. */
    static Claim of(Claim claim) {
        if (!(claim instanceof Statement statement) || !(statement.content() instanceof Content.Plain content)
                || content.attributes().size() + 2 > Limits.ATTRIBUTES_MAX) {
            return claim;
        }
        InstructionLike read = gravest(statement, content);
        if (read.score() < InstructionLike.TELLING_FROM) {
            return claim;
        }
        String score = String.format(Locale.ROOT, "%.2f", read.score());
        Content.Plain marked = content.withAttribute(Content.INSTRUCTION_SCORE, score);
        boolean held = read.isToBeQuarantined() && statement.trust().isBelow(TrustTier.CONTROL_PLANE);
        return statement.saying(held ? marked.withAttribute(Content.HELD, reason(read, score)) : marked);
    }

    private static String reason(InstructionLike read, String score) {
        return "reads like an order to an assistant: " + String.join(", ", read.signals()) + " (score " + score + ")";
    }

    /** Each part by itself: two innocent values beside each other are no order. */
    private static InstructionLike gravest(Statement statement, Content.Plain content) {
        Stream<String> parts = Stream.concat(Stream.of(statement.subject().name(), content.text()),
                Stream.concat(content.attributes().values().stream().flatMap(values -> values.stream()),
                        content.entities().stream().map(entity -> entity.name())));
        return parts.distinct().map(InstructionLike::of).max(Comparator.comparingDouble(InstructionLike::score))
                .orElseThrow();
    }
}
