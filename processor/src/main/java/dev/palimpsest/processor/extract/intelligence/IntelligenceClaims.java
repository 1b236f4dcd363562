package dev.palimpsest.processor.extract.intelligence;

import dev.palimpsest.memory.claim.Claim;
import dev.palimpsest.processor.extract.Observed;
import java.util.List;

/** What one object of an intelligence source states. */
public final class IntelligenceClaims {

    private IntelligenceClaims() {}

    /**
     * The claims in an intelligence object; nothing for any other payload.
     *
     * @return at most one: an indicator or a relation; none where the value is not of the stated type
     */
    public static List<Claim> of(Observed observed) {
        return List.of();
    }
}
