package dev.palimpsest.memory.ledger;

import dev.palimpsest.memory.Content;
import dev.palimpsest.memory.Evidence;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.MemoryId;
import dev.palimpsest.memory.MemoryRef;
import dev.palimpsest.memory.Protection;
import dev.palimpsest.memory.Status;
import dev.palimpsest.memory.Support;
import dev.palimpsest.memory.claim.Claim.Bearing;
import dev.palimpsest.memory.claim.Claim.SourceNews;
import dev.palimpsest.memory.claim.Claim.Statement;
import dev.palimpsest.memory.ledger.Decision.Append;
import dev.palimpsest.memory.ledger.Decision.Reason;
import dev.palimpsest.memory.ledger.Decision.Unchanged;
import dev.palimpsest.memory.ledger.MemoryEvent.Regrounded;
import dev.palimpsest.memory.ledger.MemoryEvent.Restored;
import dev.palimpsest.memory.ledger.MemoryEvent.Retracted;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a memory is concluded from, and what follows when that falls. While one of its grounds stands the memory stands, and
 * names those that do not. When the last falls it is taken back, by itself and not for good: a ground that stands again, or a
 * new one, brings it back. What a person took back stays so.
 */
final class Grounds {

    private Grounds() {}

    static Decision decide(@Nullable Memory memory, SourceNews news, Instant now) {
        if (memory == null) {
            return new Unchanged(Reason.UNKNOWN_MEMORY);
        }
        Set<MemoryId> concerned = news.sources().stream().map(MemoryRef::id).collect(Collectors.toSet());
        concerned.retainAll(memory.derivedFrom().stream().map(MemoryRef::id).toList());
        if (memory.status() == Status.ERASED || Rollbacks.isUnspoken(memory)) {
            return new Unchanged(Reason.NOT_CURRENT);
        }
        Support known = memory.support();
        List<MemoryId> fallen = news.bearing() == Bearing.DOUBTED
                ? known.fallen() // a doubt brings nothing back
                : moved(known.fallen(), concerned, news.bearing() == Bearing.FALLEN);
        concerned.removeAll(fallen);
        Support support = known.grounded(fallen,
                moved(known.doubted(), concerned, news.bearing() == Bearing.DOUBTED));
        if (support.equals(known)) {
            return new Unchanged(Reason.ALREADY_SO);
        }
        return appended(memory, support, news.evidence(), news.reason(), now);
    }

    /** Those that were there without the concerned ones, and these where they belong there. */
    private static List<MemoryId> moved(List<MemoryId> known, Set<MemoryId> concerned, boolean belong) {
        if (belong && known.containsAll(concerned)) {
            return known;
        }
        List<MemoryId> moved = new ArrayList<>(known);
        moved.removeAll(concerned);
        if (belong) {
            concerned.stream().sorted().forEach(moved::add);
        }
        return moved;
    }

    private static Append appended(Memory memory, Support support, List<Evidence> evidence, String reason,
            Instant now) {
        Regrounded event = new Regrounded(header(memory, memory.version() + 1, evidence, now), support, reason);
        EventHeader next = header(memory, memory.version() + 2, evidence, now);
        boolean groundless = support.isGroundless(memory.derivedFrom());
        if (groundless && memory.protection() != Protection.IMMUTABLE
                && (memory.status() == Status.CURRENT || memory.status() == Status.EXPIRED)) {
            return new Append(event, new Retracted(next, "nothing it was concluded from stands: " + reason));
        }
        return !groundless && isWithdrawn(memory)
                ? new Append(event, new Restored(next, "what it was concluded from stands again"))
                : new Append(event);
    }

    /** Whether it was taken back for want of grounds alone: a person's word would have raised its trust. */
    static boolean isWithdrawn(Memory memory) {
        return memory.status() == Status.RETRACTED && memory.trust().isData() && !Rollbacks.isUnspoken(memory)
                && memory.support().isGroundless(memory.derivedFrom());
    }

    /**
     * The decision with what the statement's own grounds make of those that had fallen: they bear it out now.
     *
     * @param decided what the statement gives by itself; has no second event
     */
    static Decision borneOut(Memory memory, Statement claim, Decision decided) {
        if (!(decided instanceof Append append) || append.then() != null) {
            return decided;
        }
        Set<MemoryId> bearing = claim.derivedFrom().stream().map(MemoryRef::id).collect(Collectors.toSet());
        Support known = memory.support();
        Support support = known.grounded(moved(known.fallen(), bearing, false),
                isConcludedAgain(claim) ? moved(known.doubted(), bearing, false) : known.doubted());
        if (support.equals(known)) {
            return decided;
        }
        Memory after = Ledger.apply(memory, append.event());
        return new Append(append.event(), new Regrounded(header(after, after.version() + 1, claim.evidence(),
                append.event().header().systemTime()),
                after.support().grounded(support.fallen(), support.doubted()), "concluded again"));
    }

    /** Whether the statement draws a conclusion again from what says something else since: it counts nothing. */
    static boolean isConcludedAgain(Statement claim) {
        return claim.content() instanceof Content.Plain content && content.first(Statement.AGAIN).isPresent();
    }

    /** The content without the mark of a conclusion that is drawn again. */
    static Content unmarked(Content content) {
        return content instanceof Content.Plain plain && plain.first(Statement.AGAIN).isPresent()
                ? plain.withAttribute(Statement.AGAIN, List.of())
                : content;
    }

    /** What is said now, and of what was said before only what other grounds may say. */
    static Content inItsWords(Memory memory, Content.Plain known, Statement claim, Content.Plain said) {
        Set<MemoryId> bearing = claim.derivedFrom().stream().map(MemoryRef::id).collect(Collectors.toSet());
        boolean alone = memory.derivedFrom().stream().map(MemoryRef::id)
                .allMatch(source -> bearing.contains(source) || memory.support().fallen().contains(source));
        return alone ? said : said.union(known);
    }

    private static EventHeader header(Memory memory, long version, List<Evidence> evidence, Instant now) {
        return new EventHeader(memory.tenant(), memory.subject(), memory.id(), memory.kind(), version, memory.valid(),
                now, evidence, memory.trust(), memory.marking());
    }
}
