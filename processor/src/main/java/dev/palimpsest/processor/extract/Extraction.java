package dev.palimpsest.processor.extract;

import dev.palimpsest.memory.claim.Claim;
import dev.palimpsest.memory.observation.Payload;
import dev.palimpsest.processor.extract.conversation.ConversationClaims;
import dev.palimpsest.processor.extract.event.EventClaims;
import dev.palimpsest.processor.extract.intelligence.IntelligenceClaims;
import dev.palimpsest.processor.extract.warninglist.Warninglists;
import dev.palimpsest.sigma.RuleSet;
import java.util.List;
import java.util.function.Supplier;

/**
 * All that can be read out of an observation.
 *
 * @param rules what is noticed in events, asked for anew with each
 * @param lists values that are well known or ambiguous
 */
public record Extraction(Supplier<RuleSet> rules, Warninglists lists) {

    /** With the shipped rules and lists. */
    public static final Extraction STANDARD = new Extraction(RuleSet::shipped,
            Warninglists.own());

    /**
     * The claims in an observation, the same for the same observation and rules; what reads like an order to an assistant is
     * marked as such, and as held where its source is not trusted.
     */
    public List<Claim> claims(Observed observed) {
        return lists.annotate(read(observed)).stream().map(Marked::of).toList();
    }

    private List<Claim> read(Observed observed) {
        return switch (observed.observation().payload()) {
            case Payload.ConversationTurn _ -> ConversationClaims.of(observed);
            case Payload.Event _ -> EventClaims.of(observed, rules.get());
            case Payload.IntelligenceObject _ -> IntelligenceClaims.of(observed);
            case Payload.Command _,Payload.Rollback _,Payload.Import _ -> CommandClaims.of(observed);
        };
    }
}
