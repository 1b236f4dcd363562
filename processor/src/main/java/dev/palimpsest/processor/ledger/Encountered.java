package dev.palimpsest.processor.ledger;

import dev.palimpsest.memory.Content;
import dev.palimpsest.memory.Kind;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.claim.Claim;
import dev.palimpsest.memory.claim.Claim.Statement;
import dev.palimpsest.memory.indicator.IndicatorFields;
import dev.palimpsest.memory.indicator.Lifecycle;
import dev.palimpsest.processor.extract.intelligence.Encounters;
import dev.palimpsest.processor.extract.intelligence.SightingClaim;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What follows when a sighting and an indicator meet on one subject, whichever came first. A new sighting counts only
 * what it adds; a new indicator, and one that lives again, counts all that was sighted before.
 */
final class Encountered {

    private Encountered() {}

    /** What the memory may meet on its subject, by kind; empty where it meets nothing. */
    static List<Kind> counterparts(@Nullable Memory before, Memory memory, Claim cause) {
        if (memory.kind() == Kind.RELATION) {
            return List.of(Kind.INDICATOR);
        }
        if (memory.kind() != Kind.INDICATOR) {
            return List.of();
        }
        return isReport(cause)
                ? List.of(Kind.INDICATOR)
                : livesAgain(before, memory) || (before != null && saysElse(before, memory))
                        ? List.of(Kind.RELATION)
                        : List.of();
    }

    /** Whether a source's indicator tells something else of what stands behind it, or why to doubt it. */
    static boolean saysElse(Memory before, Memory memory) {
        return Lifecycle.isStated(before) && Lifecycle.isStated(memory)
                && before.content() instanceof Content.Plain one && memory.content() instanceof Content.Plain other
                && !Encounters.tells(one).equals(Encounters.tells(other));
    }

    /** The claims that follow from the memory as it stands now, given its counterparts. */
    static List<Statement> of(@Nullable Memory before, Memory memory, Claim cause, List<Memory> others) {
        return memory.kind() == Kind.INDICATOR
                ? isReport(cause)
                        ? SightingClaim.passedOn(cause, memory, others).toList()
                        : known(before, memory, others)
                : sighted(memory, cause, others);
    }

    /** What follows for what was sighted in a network before, where its indicator is new or lives again. */
    static boolean bringsBack(@Nullable Memory before, Memory network) {
        return Lifecycle.isStated(network)
                && (livesAgain(before, network) || (before != null && saysElse(before, network)));
    }

    /** What a memory that comes from elsewhere was concluded with there, whichever of the two comes first. */
    static List<Statement> rejoined(Memory memory, List<Memory> others) {
        return memory.kind() == Kind.INDICATOR
                ? known(null, memory, others)
                : others.stream().flatMap(indicator -> known(null, indicator, List.of(memory)).stream()).toList();
    }

    private static boolean isReport(Claim cause) {
        return cause instanceof Statement statement && statement.content() instanceof Content.Plain content
                && !content.all(IndicatorFields.SIGHTING_TYPE).isEmpty();
    }

    /** Whether it raises now and did not before its source's last word; what raised before has been matched. */
    private static boolean livesAgain(@Nullable Memory before, Memory memory) {
        Instant now = memory.updatedAt();
        return before == null || !Lifecycle.isStated(before)
                || (!Lifecycle.raises(before, now) && Lifecycle.raises(memory, now));
    }

    /**
     * All rest on the sightings' evidence, by which the ledger knows what it counted already where two feeds list one
     * thing; the indicator is named by what they are derived from. Where it only says something else, they are marked as
     * conclusions drawn again, which count nothing.
     */
    static List<Statement> known(@Nullable Memory before, Memory indicator, List<Memory> sightings) {
        boolean again = before != null && !livesAgain(before, indicator);
        return sightings.stream()
                .flatMap(sighting -> Encounters.of(indicator, sighting)
                        .map(found -> found.restingOn(found.occurrences(), sighting.evidence()))
                        .map(found -> again ? again(found) : found).stream())
                .toList();
    }

    private static Statement again(Statement found) {
        return found.content() instanceof Content.Plain content
                ? found.saying(content.withAttribute(Statement.AGAIN, "true"))
                : found;
    }

    private static List<Statement> sighted(Memory sighting, Claim cause, List<Memory> indicators) {
        if (!(cause instanceof Statement claim)) {
            return List.of();
        }
        return indicators.stream().flatMap(indicator -> Encounters.of(indicator, sighting, claim.occurrences()).stream()
                .flatMap(found -> Stream.concat(
                        Stream.of(found.restingOn(found.occurrences(), claim.evidence())),
                        SightingClaim.ofContact(indicator, sighting, claim.occurrences(), claim.evidence()).stream())))
                .toList();
    }
}
