package dev.palimpsest.processor.extract.intelligence;

import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.claim.Claim;
import java.util.Optional;

/** Where a sighting and an indicator meet on one subject. */
public final class Encounters {

    private Encounters() {}

    /**
     * The detection that follows from an indicator and a sighting on the same subject.
     *
     * @param indicator the head of an indicator
     * @param sighting  the head of a relation
     * @return empty where either is not current, the subjects or tenants differ, the edge is no contact, or the
     *         indicator did not hold when the contact took place
     */
    public static Optional<Claim.Statement> of(Memory indicator, Memory sighting) {
        return Optional.empty();
    }
}
