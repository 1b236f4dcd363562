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

    /** The detections that follow from the memory as it stands now, given the others on its subject. */
    static List<Statement> of(Memory memory, Claim cause, List<Memory> others) {
        if (memory.kind() == Kind.INDICATOR) {
            return others.stream().filter(other -> other.kind() == Kind.RELATION)
                    .flatMap(sighting -> Encounters.of(memory, sighting).stream()).toList();
        }
        if (!(cause instanceof Statement sighted)) {
            return List.of();
        }
        return others.stream().filter(other -> other.kind() == Kind.INDICATOR)
                .flatMap(indicator -> Encounters.of(indicator, memory).stream())
                .map(detection -> detection.restingOn(sighted.occurrences(), sighted.evidence())).toList();
    }
}
