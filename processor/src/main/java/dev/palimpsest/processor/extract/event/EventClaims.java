package dev.palimpsest.processor.extract.event;

import dev.palimpsest.memory.claim.Claim;
import dev.palimpsest.processor.extract.Observed;
import java.util.List;

/** What one sensor event states: alert stories first, then sightings, then what its free text mentions. */
public final class EventClaims {

    /** Most claims of one observation; what comes later in the order above is left out. */
    public static final int CLAIMS_MAX = 64;

    private EventClaims() {}

    /**
     * The claims in an event; nothing for any other payload.
     *
     * @return at most {@link #CLAIMS_MAX}, no two on the same memory, the same for the same observation; never of a
     *         kind that is closed to data
     */
    public static List<Claim> of(Observed observed) {
        return List.of();
    }
}
