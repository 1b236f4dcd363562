package dev.palimpsest.processor.extract.intelligence;

import dev.palimpsest.memory.claim.Claim;
import dev.palimpsest.memory.observation.Payload.IntelligenceObject;
import dev.palimpsest.processor.extract.Observed;
import java.util.List;
import java.util.Optional;

/** What one object of an intelligence source states. */
public final class IntelligenceClaims {

    private IntelligenceClaims() {}

    /**
     * The claims in an intelligence object; nothing for any other payload.
     *
     * @return at most one: an indicator, a relation or a sighting; none where the value is not of the stated type
     */
    public static List<Claim> of(Observed observed) {
        if (!(observed.observation().payload() instanceof IntelligenceObject object)) {
            return List.of();
        }
        FeedObject feed = new FeedObject(observed, object);
        Optional<Claim> claim = switch (object.objectType()) {
            case "indicator" -> IndicatorClaim.of(feed);
            case "relationship" -> RelationshipClaim.of(feed);
            case "sighting" -> SightingClaim.of(feed);
            default -> Optional.empty();
        };
        return claim.stream().toList();
    }
}
