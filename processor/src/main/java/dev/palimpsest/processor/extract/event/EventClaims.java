package dev.palimpsest.processor.extract.event;

import dev.palimpsest.memory.MemoryId;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.claim.Claim;
import dev.palimpsest.memory.claim.Claim.Statement;
import dev.palimpsest.memory.observation.Payload;
import dev.palimpsest.processor.extract.Observed;
import dev.palimpsest.sigma.RuleSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** What one sensor event states: alert stories first, then sightings, then what its free text mentions. */
public final class EventClaims {

    /** Most claims of one observation; what comes later in the order above is left out. */
    public static final int CLAIMS_MAX = 64;

    private static final List<Function<SensorEvent, Stream<Statement>>> SIGHTINGS = List.of(Logons::of,
            FileHashes::of, Connections::of, NameLookups::of, WebRequests::of, Traces::of);

    private EventClaims() {}

    /**
     * The claims in an event; nothing for any other payload.
     *
     * @param rules what is noticed in it
     * @return at most {@link #CLAIMS_MAX}, no two on the same memory, the same for the same observation; never of a
     *         kind that is closed to data
     */
    public static List<Claim> of(Observed observed, RuleSet rules) {
        if (!(observed.observation().payload() instanceof Payload.Event payload)) {
            return List.of();
        }
        SensorEvent event = new SensorEvent(observed, payload);
        Map<MemoryId, Statement> claims = new LinkedHashMap<>();
        add(claims, Detections.of(event, rules));
        SIGHTINGS.forEach(sightings -> add(claims, sightings.apply(event)));
        add(claims, Mentions.of(event, subjects(claims)));
        return List.copyOf(claims.values());
    }

    /** The same with the shipped rules. */
    public static List<Claim> of(Observed observed) {
        return of(observed, RuleSet.shipped());
    }

    private static void add(Map<MemoryId, Statement> claims, Stream<Statement> more) {
        more.forEach(claim -> {
            if (claims.size() < CLAIMS_MAX) {
                claims.putIfAbsent(claim.memory(), claim);
            }
        });
    }

    private static Set<Subject> subjects(Map<MemoryId, Statement> claims) {
        Set<Subject> known = new HashSet<>();
        claims.values().forEach(claim -> {
            known.add(claim.subject());
            claim.content().plain().ifPresent(content -> known.addAll(content.entities()));
        });
        return known;
    }
}
