package dev.palimpsest.memory.ledger;

import dev.palimpsest.memory.Content;
import dev.palimpsest.memory.Identity;
import dev.palimpsest.memory.Limits;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.MemoryId;
import dev.palimpsest.memory.MemoryRef;
import dev.palimpsest.memory.Occurrences;
import dev.palimpsest.memory.Protection;
import dev.palimpsest.memory.Status;
import dev.palimpsest.memory.TrustTier;
import dev.palimpsest.memory.ValidTime;
import dev.palimpsest.memory.claim.Claim.Statement;
import dev.palimpsest.memory.indicator.IndicatorFields;
import dev.palimpsest.memory.indicator.IndicatorNews;
import dev.palimpsest.memory.ledger.Decision.Append;
import dev.palimpsest.memory.ledger.Decision.Reason;
import dev.palimpsest.memory.ledger.Decision.Refused;
import dev.palimpsest.memory.ledger.Decision.Unchanged;
import dev.palimpsest.memory.ledger.MemoryEvent.Contradicted;
import dev.palimpsest.memory.ledger.MemoryEvent.Created;
import dev.palimpsest.memory.ledger.MemoryEvent.Fact;
import dev.palimpsest.memory.ledger.MemoryEvent.Protected;
import dev.palimpsest.memory.ledger.MemoryEvent.Quarantined;
import dev.palimpsest.memory.ledger.MemoryEvent.Reinforced;
import dev.palimpsest.memory.ledger.MemoryEvent.Restored;
import dev.palimpsest.memory.ledger.MemoryEvent.Revised;
import dev.palimpsest.memory.ledger.MemoryEvent.Superseded;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How statements are decided. */
final class Statements {

    private static final String STATED_AGAIN = "stated again";

    private Statements() {}

    static Decision decide(@Nullable Memory memory, Statement claim, Instant now) {
        Decision decision = stated(memory, claim, now);
        return claim.immutable() && mayHold(claim) ? forGood(memory, claim, decision) : decision;
    }

    /** With the protection the claim asks for: what it states now is not changed any more. */
    private static Decision forGood(@Nullable Memory memory, Statement claim, Decision decision) {
        if (!(decision instanceof Append append) || append.then() != null) {
            return decision;
        }
        Memory after = Fold.apply(memory, append.event());
        boolean stands = after.status() == Status.CURRENT && after.protection() != Protection.IMMUTABLE
                && (after.identity().form() != Identity.Form.SLOT || saysSame(after, claim));
        EventHeader said = append.event().header();
        return stands
                ? new Append(append.event(), new Protected(header(claim, said.version() + 1, after.valid(),
                        said.systemTime()), Protection.IMMUTABLE, "stated so"))
                : decision;
    }

    private static boolean mayHold(Statement claim) {
        return !claim.trust().isBelow(TrustTier.CONTROL_PLANE);
    }

    private static Decision stated(@Nullable Memory memory, Statement claim, Instant now) {
        if (claim.trust().isData() && !claim.kind().opensToData()) {
            return new Refused(Reason.DATA_IS_NOT_PROFILE);
        }
        if (memory == null) {
            return created(claim, now);
        }
        if (memory.restsOn(claim.evidence()) && !addsDetail(memory, claim)) {
            return new Unchanged(Reason.REDELIVERED);
        }
        if (isForgotten(memory) && claim.content() instanceof Content.Plain && held(claim) == null) {
            return new Append(new Revised(header(claim, memory.version() + 1, claim.valid(), now),
                    fact(claim.content(), claim.occurrences(), claim)));
        }
        if (Rollbacks.isUnspoken(memory)) {
            return onUnspoken(memory, claim, now);
        }
        return switch (memory.status()) {
            case CURRENT -> held(claim) == null ? onCurrent(memory, claim, now) : onHeld(memory, claim, now);
            case RETRACTED -> onRetracted(memory, claim, now);
            case EXPIRED -> onExpired(memory, claim, now);
            case QUARANTINED -> onQuarantined(memory, claim, now);
            case ERASED -> new Unchanged(Reason.NOT_CURRENT);
        };
    }

    /** Whose key is gone says nothing any more; who comes back and says it anew is heard. What was purged stays so. */
    private static boolean isForgotten(Memory memory) {
        return memory.content() instanceof Content.Sealed
                && (memory.status() == Status.CURRENT || memory.status() == Status.ERASED);
    }

    /** A claim that is held comes into being in quarantine: no one ever recalls it before somebody has looked at it. */
    private static Decision created(Statement claim, Instant now) {
        Created created = new Created(header(claim, 1, claim.valid(), now), claim.identity(),
                fact(claim.content(), claim.occurrences(), claim));
        String reason = held(claim);
        return reason == null
                ? new Append(created)
                : new Append(created, new Quarantined(header(claim, 2, claim.valid(), now), reason));
    }

    /** Why the claim is held; null where it is not, and for the word of those who may say anything. */
    private static @Nullable String held(Statement claim) {
        return mayHold(claim)
                ? null
                : claim.content().plain().flatMap(content -> content.first(Content.HELD)).orElse(null);
    }

    /** What is held goes on being counted, unseen: holding something must not hide that it goes on. */
    private static Decision onQuarantined(Memory memory, Statement claim, Instant now) {
        return switch (memory.identity().form()) {
            case EDGE, STORY -> memory.restsOn(claim.evidence())
                    ? new Unchanged(Reason.REDELIVERED)
                    : reinforce(memory, claim, widest(memory, claim), now);
            case INDICATOR -> onIndicator(memory, claim, now);
            case SLOT, TEXT, EPISODE -> new Unchanged(Reason.NOT_CURRENT);
        };
    }

    /** A held claim about what stands counts as a sighting and adds no words of its own. */
    private static Decision onHeld(Memory memory, Statement claim, Instant now) {
        return switch (memory.identity().form()) {
            case EDGE, STORY, TEXT -> memory.restsOn(claim.evidence())
                    ? new Unchanged(Reason.REDELIVERED)
                    : reinforce(memory, claim, widest(memory, claim), now);
            case EPISODE -> new Unchanged(Reason.REDELIVERED);
            // Its name has been looked at, and it is its name that it is held for: words alone are withheld.
            case INDICATOR -> onIndicator(memory, claim, now);
            case SLOT -> saysSame(memory, claim)
                    ? new Unchanged(Reason.KNOWN)
                    : new Refused(Reason.READS_LIKE_AN_ORDER);
        };
    }

    /** Whether it says more than is known: as where two feeds name what one event met, or a list still has a value. */
    private static boolean addsDetail(Memory memory, Statement claim) {
        return switch (memory.identity().form()) {
            case EDGE, STORY -> Grounds.isConcludedAgain(claim)
                    || (Grounds.isWithdrawn(memory) && !claim.derivedFrom().isEmpty())
                    || (memory.content() instanceof Content.Plain known
                            && claim.content() instanceof Content.Plain seen && !known.union(seen).equals(known));
            case INDICATOR -> IndicatorNews.relisted(memory, claim).isPresent();
            case SLOT, TEXT, EPISODE -> false;
        };
    }

    private static boolean saysSame(Memory memory, Statement claim) {
        return (memory.content() instanceof Content.Plain known && claim.content() instanceof Content.Plain said)
                ? known.saysSameAs(said)
                : memory.content().equals(claim.content());
    }

    private static Decision onCurrent(Memory memory, Statement claim, Instant now) {
        return memory.protection() == Protection.IMMUTABLE
                ? onImmutable(memory, claim, now)
                : onChangeable(memory, claim, now);
    }

    /** It is counted and contradicted like others; what it says stays. */
    private static Decision onImmutable(Memory memory, Statement claim, Instant now) {
        return switch (memory.identity().form()) {
            case SLOT -> saysSame(memory, claim)
                    ? reinforce(memory, claim, memory.valid(), now)
                    : contradicted(memory, claim, now);
            case TEXT, EDGE, STORY -> memory.restsOn(claim.evidence())
                    ? new Unchanged(Reason.REDELIVERED)
                    : reinforce(memory, claim, memory.valid(), now);
            case EPISODE -> new Unchanged(Reason.REDELIVERED);
            case INDICATOR -> onIndicator(memory, claim, now);
        };
    }

    private static Decision onChangeable(Memory memory, Statement claim, Instant now) {
        return switch (memory.identity().form()) {
            case SLOT -> onSlot(memory, claim, now);
            case TEXT -> reinforce(memory, claim, widest(memory, claim), now);
            case EPISODE -> new Unchanged(Reason.REDELIVERED);
            case INDICATOR -> onIndicator(memory, claim, now);
            case EDGE, STORY -> Grounds.borneOut(memory, claim, onSighting(memory, claim, now));
        };
    }

    /** What was taken back with the source that had spoken for it is as if it had not been said. */
    private static Decision onUnspoken(Memory memory, Statement claim, Instant now) {
        return held(claim) != null
                ? new Unchanged(Reason.TAKEN_BACK)
                : new Append(new Revised(header(claim, memory.version() + 1, claim.valid(), now),
                        fact(claim.content(), claim.occurrences(), claim)));
    }

    /**
     * One value at a time. The stronger word stands; among equals valid time, not arrival, decides. So the value that
     * stands has the greatest trust and then the latest beginning of all that were stated, in whatever order they came.
     */
    private static Decision onSlot(Memory memory, Statement claim, Instant now) {
        boolean weaker = claim.trust().isBelow(memory.trust());
        boolean stronger = memory.trust().isBelow(claim.trust());
        Instant standsSince = memory.valid().from();
        boolean late = !stronger && claim.valid().from().isBefore(standsSince);
        if (saysSame(memory, claim)) {
            return reinforce(memory, claim, weaker ? memory.valid() : claim.valid(), now);
        }
        if (weaker) {
            return contradicted(memory, claim, now);
        }
        ValidTime valid = late ? claim.valid().endedBy(standsSince) : claim.valid();
        return new Append(new Superseded(header(claim, memory.version() + 1, valid, now),
                fact(claim.content(), claim.occurrences(), claim)));
    }

    /** One tier does not raise itself over another: it is heard, beside the word that stands. */
    private static Decision contradicted(Memory memory, Statement claim, Instant now) {
        Statement rival = Rivals.of(memory, claim);
        if (rival == null) {
            return new Unchanged(Reason.OUTRANKED);
        }
        boolean known = memory.support().contradictedBy().contains(rival.memory());
        return new Decision.Contradicted(known
                ? null
                : new Contradicted(header(claim, memory.version() + 1, memory.valid(), now), rival.memory()), rival);
    }

    /** A source's newest word counts, a sighting changes counts; the same again is no news, or that it is still listed. */
    private static Decision onIndicator(Memory memory, Statement claim, Instant now) {
        if (memory.protection() == Protection.IMMUTABLE) {
            return new Unchanged(Reason.IMMUTABLE);
        }
        boolean sighting = claim.content().plain()
                .filter(content -> !content.all(IndicatorFields.SIGHTING_TYPE).isEmpty()).isPresent();
        if (!sighting && claim.trust().isBelow(memory.trust())) {
            return new Unchanged(Reason.OUTRANKED);
        }
        // What was read before says nothing new when a list has it again: of two rows on one value the later one stands.
        Optional<IndicatorNews> said = memory.restsOn(claim.evidence())
                ? Optional.empty()
                : IndicatorNews.of(memory, claim);
        return said.<Decision>map(news -> new Append(new Revised(header(claim, memory.version() + 1, news.valid(), now),
                new Fact(news.content(), news.occurrences(), news.confidence(), claim.derivedFrom()))))
                .or(() -> IndicatorNews.relisted(memory, claim).map(occurrences -> new Append(new Reinforced(
                        header(claim, memory.version() + 1, memory.valid(), now), occurrences, memory.confidence()))))
                .orElseGet(() -> new Unchanged(Reason.KNOWN));
    }

    /**
     * Sightings add up; what they add to the content revises it, what repeats it or is sealed reinforces. The same
     * evidence read again may add detail but counts once.
     */
    private static Decision onSighting(Memory memory, Statement claim, Instant now) {
        if (!addsDetail(memory, claim) || !(memory.content() instanceof Content.Plain known)
                || !(Grounds.unmarked(claim.content()) instanceof Content.Plain seen)) {
            return reinforce(memory, claim, widest(memory, claim), now);
        }
        boolean again = Grounds.isConcludedAgain(claim);
        Occurrences counted = again || memory.restsOn(claim.evidence())
                ? memory.occurrences()
                : memory.occurrences().plus(claim.occurrences());
        Content content = again ? Grounds.inItsWords(memory, known, claim, seen) : known.union(seen);
        return new Append(new Revised(header(claim, memory.version() + 1, widest(memory, claim), now),
                new Fact(content, counted, Math.max(memory.confidence(), claim.confidence()),
                        newest(memory.derivedFrom(), claim.derivedFrom()))));
    }

    /** Each memory once, in its newest version. */
    private static List<MemoryRef> newest(List<MemoryRef> known, List<MemoryRef> added) {
        Map<MemoryId, MemoryRef> newest = new LinkedHashMap<>();
        Stream.concat(known.stream(), added.stream()).forEach(ref -> newest.merge(ref.id(), ref,
                (one, other) -> one.version() >= other.version() ? one : other));
        return newest.values().stream().limit(Limits.EVIDENCE_MAX).toList();
    }

    /** What was taken back comes back as it was where it is stated again, and otherwise as it is stated now. */
    private static Decision onRetracted(Memory memory, Statement claim, Instant now) {
        if (Grounds.isWithdrawn(memory) && !claim.derivedFrom().isEmpty() && held(claim) == null) {
            return Grounds.borneOut(memory, claim, onWithdrawn(memory, claim, now));
        }
        if (claim.trust().isBelow(memory.trust()) || claim.trust().isData() || held(claim) != null) {
            return new Unchanged(Reason.TAKEN_BACK);
        }
        if (onCurrent(memory, claim, now) instanceof Append append
                && (append.event() instanceof Superseded || append.event() instanceof Revised)) {
            return append;
        }
        ValidTime valid = memory.valid().isOverAt(now)
                ? new ValidTime(memory.valid().from(), widest(memory, claim).to())
                : memory.valid();
        return new Append(new Restored(header(claim, memory.version() + 1, valid, now), STATED_AGAIN));
    }

    /** Nobody took it back, its time was over: who may state it brings it back, if what is stated is not over as well. */
    private static Decision onExpired(Memory memory, Statement claim, Instant now) {
        if (claim.trust().isBelow(memory.trust())) {
            return new Unchanged(Reason.OUTRANKED);
        }
        if (held(claim) != null) {
            return new Unchanged(Reason.NOT_CURRENT);
        }
        Decision decision = onChangeable(memory, claim, now);
        if (!(decision instanceof Append append) || !(append.event() instanceof Reinforced)) {
            return decision;
        }
        Memory after = Fold.apply(memory, append.event());
        return after.valid().isOverAt(now)
                ? append
                : new Append(append.event(), new Restored(header(claim, after.version() + 1, after.valid(), now),
                        STATED_AGAIN));
    }

    /** Another ground: what it adds is said now, and the conclusion is drawn again. */
    private static Decision onWithdrawn(Memory memory, Statement claim, Instant now) {
        return onSighting(memory, claim, now) instanceof Append append && append.event() instanceof Revised
                ? append
                : new Append(new Restored(header(claim, memory.version() + 1, memory.valid(), now),
                        "concluded from something else"));
    }

    private static Decision reinforce(Memory memory, Statement claim, ValidTime valid, Instant now) {
        return new Append(new Reinforced(header(claim, memory.version() + 1, valid, now),
                memory.occurrences().plus(claim.occurrences()), Math.max(memory.confidence(), claim.confidence())));
    }

    private static ValidTime widest(Memory memory, Statement claim) {
        return memory.valid().union(claim.valid());
    }

    private static Fact fact(Content content, Occurrences occurrences, Statement claim) {
        return new Fact(Grounds.unmarked(content), occurrences, claim.confidence(), claim.derivedFrom());
    }

    private static EventHeader header(Statement claim, long version, ValidTime valid, Instant now) {
        return new EventHeader(claim.tenant(), claim.subject(), claim.memory(), claim.kind(), version, valid, now,
                claim.evidence(), claim.trust(), claim.marking());
    }
}
