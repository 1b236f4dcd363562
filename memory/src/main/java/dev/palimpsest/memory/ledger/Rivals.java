package dev.palimpsest.memory.ledger;

import dev.palimpsest.memory.Content;
import dev.palimpsest.memory.Evidence;
import dev.palimpsest.memory.Identity;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.MemoryId;
import dev.palimpsest.memory.TrustTier;
import dev.palimpsest.memory.claim.Claim;
import dev.palimpsest.memory.claim.Claim.Instruction;
import dev.palimpsest.memory.claim.Claim.Statement;
import dev.palimpsest.memory.observation.Payload.Action;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What weaker words say of a slot in which a stronger one stands. Each tier has one rival slot beside it, under the
 * slot's own rules, so a weak source can contradict as often as it likes and adds one memory.
 */
public final class Rivals {

    /** Attribute of a rival: the memory it speaks against. */
    public static final String CONTRADICTS = "palimpsest.contradicts";

    private static final String MARK = "~";
    private static final String ACTOR = "palimpsest:ledger";

    private Rivals() {}

    /** The weaker statement as a memory of its own; null where its content is sealed or it is a rival itself. */
    static @Nullable Statement of(Memory standing, Statement weaker) {
        if (!(weaker.content() instanceof Content.Plain content) || isRival(standing.identity())) {
            return null;
        }
        return new Statement(weaker.tenant(), weaker.subject(), weaker.kind(), rival(standing, weaker.trust()),
                content.withAttribute(CONTRADICTS, standing.id().toString()), weaker.valid(), weaker.occurrences(),
                weaker.confidence(), weaker.trust(), weaker.marking(), weaker.evidence(), weaker.derivedFrom());
    }

    private static Identity rival(Memory standing, TrustTier tier) {
        return Identity.slot(standing.identity().key() + MARK + tier.name().toLowerCase(Locale.ROOT));
    }

    /** Whether the identity is that of a rival slot. */
    public static boolean isRival(Identity identity) {
        return identity.form() == Identity.Form.SLOT && identity.key().contains(MARK);
    }

    /**
     * The orders that end the contradictions of a memory to which a word strong enough has given another value since. Each
     * is of its rival's own tier: what the source says after that is heard again.
     *
     * @param before the head before the event; null where there was none
     * @param after  the head after it
     * @param cause  the claim that gave the event
     */
    public static List<Instruction> settled(@Nullable Memory before, Memory after, Claim cause) {
        if (before == null || !after.support().contradictedBy().isEmpty()) {
            return List.of();
        }
        return before.support().contradictedBy().stream().map(rival -> retraction(after, rival, cause)).toList();
    }

    private static Instruction retraction(Memory settled, MemoryId rival, Claim cause) {
        List<Evidence> evidence = cause.evidence();
        return new Instruction(settled.tenant(), settled.subject(), rival, Action.RETRACT, null,
                "settled by " + settled.ref(), ACTOR, settled.updatedAt(), tier(settled, rival, cause), cause.marking(),
                evidence);
    }

    private static TrustTier tier(Memory settled, MemoryId rival, Claim cause) {
        return Arrays.stream(TrustTier.values()).filter(tier -> MemoryId.of(settled.tenant(), settled.subject(),
                settled.kind(), rival(settled, tier)).equals(rival)).findFirst().orElse(cause.trust());
    }
}
