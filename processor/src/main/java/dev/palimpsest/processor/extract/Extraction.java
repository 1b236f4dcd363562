package dev.palimpsest.processor.extract;

import dev.palimpsest.memory.claim.Claim;
import dev.palimpsest.memory.observation.Payload;
import dev.palimpsest.processor.extract.conversation.ConversationClaims;
import dev.palimpsest.processor.extract.event.EventClaims;
import dev.palimpsest.processor.extract.intelligence.IntelligenceClaims;
import java.util.List;

/** All that can be read out of an observation. */
public final class Extraction {

    private Extraction() {}

    /**
     * The claims in an observation, the same for the same observation; what reads like an order to an assistant is marked
     * as such, and as held where its source is not trusted.
     */
    public static List<Claim> claims(Observed observed) {
        return read(observed).stream().map(Marked::of).toList();
    }

    private static List<Claim> read(Observed observed) {
        return switch (observed.observation().payload()) {
            case Payload.ConversationTurn _ -> ConversationClaims.of(observed);
            case Payload.Event _ -> EventClaims.of(observed);
            case Payload.IntelligenceObject _ -> IntelligenceClaims.of(observed);
            case Payload.Command _ -> CommandClaims.of(observed);
        };
    }
}
