package dev.palimpsest.processor.extract.conversation;

import dev.palimpsest.memory.MemoryId;
import dev.palimpsest.memory.claim.Claim;
import dev.palimpsest.memory.observation.Payload.ConversationTurn;
import dev.palimpsest.memory.observation.Payload.Role;
import dev.palimpsest.processor.extract.Observed;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What one turn of a conversation says. */
public final class ConversationClaims {

    /** Most claims read out of one turn, the episode included; what is stated after that is only in the episode. */
    public static final int CLAIMS_MAX = 64;

    /** Attribute of a working memory: whose fact it becomes when it recurs. */
    public static final String PERSON = "palimpsest.person";

    private ConversationClaims() {}

    /**
     * The claims of a turn: first the turn itself as an episode, then, where a person speaks and {@code infer} is set,
     * what the speaker states, in the order of the text; of two statements on the same memory the last one stands.
     * A TLP mark in the text marks all of them. Deterministic, linear in the text. Never throws on any text.
     *
     * @return at most {@link #CLAIMS_MAX}; empty where the observation is no conversation turn
     */
    public static List<Claim> of(Observed observed) {
        if (!(observed.observation().payload() instanceof ConversationTurn turn)) {
            return List.of();
        }
        Observed marked = TurnMark.on(observed, turn.text());
        List<Claim> claims = new ArrayList<>();
        claims.add(Episodes.of(marked, turn));
        if (turn.terms().working() && turn.session() != null && !turn.text().isBlank()) {
            claims.add(Episodes.working(marked, turn, turn.session()));
        } else if (turn.role() == Role.USER && turn.infer() && turn.subject().isActor()) {
            claims.addAll(lastWordOnEach(Statements.of(marked, TurnMark.without(turn))));
        }
        return claims.stream().limit(CLAIMS_MAX).toList();
    }

    private static List<Claim> lastWordOnEach(List<Claim> claims) {
        Map<MemoryId, Claim> last = new LinkedHashMap<>();
        for (Claim claim : claims) {
            last.remove(claim.memory());
            last.put(claim.memory(), claim);
        }
        return List.copyOf(last.values());
    }
}
