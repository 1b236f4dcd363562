package dev.palimpsest.processor.ledger;

import dev.palimpsest.memory.Kind;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.claim.Claim;
import dev.palimpsest.memory.claim.Claim.Statement;
import dev.palimpsest.memory.ledger.MemoryEvent;
import dev.palimpsest.processor.extract.intelligence.Encounters;
import java.util.List;

/**
 * What follows when a sighting and an indicator meet on one subject, whichever came first. A new sighting counts only
 * what it adds; a new indicator counts all that was sighted before.
 */
final class Encountered {

    private Encountered() {}

    /** Whether an event may bring a sighting and an indicator together. */
    static boolean concerns(MemoryEvent event) {
        Kind kind = event.header().kind();
        return kind == Kind.RELATION || (kind == Kind.INDICATOR && event instanceof MemoryEvent.Created);
    }

    /** What the memory may meet on its subject. */
    static Kind counterpart(Memory memory) {
        return memory.kind() == Kind.INDICATOR ? Kind.RELATION : Kind.INDICATOR;
    }

    /**
     * The detections that follow from the memory as it stands now, given its counterparts. All rest on the sightings'
     * evidence, by which the ledger knows what it counted already where two feeds list one thing; the indicator is named
     * by what they are derived from.
     */
    static List<Statement> of(Memory memory, Claim cause, List<Memory> others) {
        if (memory.kind() == Kind.INDICATOR) {
            return others.stream()
                    .flatMap(sighting -> Encounters.of(memory, sighting)
                            .map(found -> found.restingOn(found.occurrences(), sighting.evidence())).stream())
                    .toList();
        }
        if (!(cause instanceof Statement sighted)) {
            return List.of();
        }
        return others.stream().flatMap(indicator -> Encounters.of(indicator, memory, sighted.occurrences()).stream())
                .map(found -> found.restingOn(found.occurrences(), sighted.evidence())).toList();
    }
}
