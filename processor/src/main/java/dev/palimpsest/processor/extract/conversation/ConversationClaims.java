package dev.palimpsest.processor.extract.conversation;

import dev.palimpsest.memory.claim.Claim;
import dev.palimpsest.memory.observation.Payload.ConversationTurn;
import dev.palimpsest.processor.extract.Observed;
import java.util.List;

/** What one turn of a conversation says. */
public final class ConversationClaims {

    private ConversationClaims() {}

    /**
     * The claims of a turn: first the turn itself as an episode, then what its speaker states, in the order of the text.
     * Deterministic. Never throws on any text.
     *
     * @return empty where the observation is no conversation turn
     */
    public static List<Claim> of(Observed observed) {
        if (!(observed.observation().payload() instanceof ConversationTurn)) {
            return List.of();
        }
        return List.of();
    }
}
