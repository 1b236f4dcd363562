package dev.palimpsest.query.recall;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.palimpsest.access.Caller;
import dev.palimpsest.access.Door;
import dev.palimpsest.access.Refusal;
import dev.palimpsest.index.MemoryReader;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.MemoryId;
import dev.palimpsest.memory.MemoryRef;
import dev.palimpsest.query.audit.Moment;
import dev.palimpsest.query.audit.Past;
import dev.palimpsest.query.recall.Receipt.Shown;
import dev.palimpsest.trust.seal.SealedRecords;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Looks again, in the log, at what somebody was shown. Safe for several threads. */
public final class Rechecks {

    /** No answer takes longer; what the log learnt while it was made may be in it. */
    private static final Duration ANSWER_MAX = Duration.ofSeconds(30);

    private final Past past;

    public Rechecks(Past past) {
        this.past = past;
    }

    /**
     * What came of it.
     *
     * @param agrees    nothing is unfounded, and but for a search nothing is missing or surplus: a search's ranks depend on
     *                  what else the index holds, so what it found is checked and not what it might have found
     * @param unfounded versions shown that memory did not hold then
     * @param newer     versions shown that the log learnt after the receipt's position, while the answer was made
     * @param missing   versions that the same request gives at that position and that were not shown, though unchanged
     * @param surplus   versions shown that the same request does not give at that position
     */
    public record Recheck(boolean agrees, Set<MemoryRef> unfounded, Set<MemoryRef> newer, Set<MemoryRef> missing,
            Set<MemoryRef> surplus) {}

    /**
     * Recomputes the answer of a receipt from the log at its position.
     *
     * @throws Refusal where the receipt names no position, or its request is none that can be recomputed
     */
    public Recheck of(Receipt receipt) {
        RecallRequest request = request(receipt);
        if (receipt.positions().isEmpty() && !receipt.returned().isEmpty()) {
            throw Refusal.conflict("receipt " + receipt.id()
                    + " names no position of the log: it was made while the service began");
        }
        Moment moment = request.moment(receipt.at());
        boolean whole = moment.isPresent() || isOfOne(request); // answers from the live index, or beside it
        return whole && moment.knownAt() != null
                ? past.at(receipt.tenant(), moment,
                        reading -> compared(receipt, request, seen(reading, receipt), false))
                : past.at(receipt.tenant(), receipt.positions(), moment.asOf(),
                        reading -> compared(receipt, request, seen(reading, receipt), whole));
    }

    /** As far as whoever was answered saw. */
    private static MemoryReader seen(Past.Reading reading, Receipt receipt) {
        return Sighted.of(reading.reader(), new Caller(receipt.tenant(), receipt.caller(), Set.of(), receipt.sight()));
    }

    /** @param drifts whether the log may have been read beyond the receipt's position */
    private Recheck compared(Receipt receipt, RecallRequest request, MemoryReader reader, boolean drifts) {
        Instant at = request.moment(receipt.at()).instant(receipt.at());
        Set<MemoryRef> shown = receipt.returned().stream().map(Shown::ref)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        Set<MemoryRef> again = again(reader, receipt, request, at);
        Set<MemoryRef> differing = Stream.concat(without(shown, again).stream(), without(again, shown).stream())
                .collect(Collectors.toSet());
        Set<MemoryRef> since = drifts && !differing.isEmpty()
                ? past.since(receipt.positions(), receipt.at().plus(ANSWER_MAX), ids(differing))
                : Set.of();
        Set<MemoryId> changed = ids(since);
        Set<MemoryRef> newer = only(shown, since::contains);
        Set<MemoryRef> missing = only(without(again, shown), ref -> !changed.contains(ref.id()));
        Set<MemoryRef> surplus = only(without(shown, again), ref -> !changed.contains(ref.id()));
        Set<MemoryRef> unfounded = only(without(shown, newer),
                ref -> !again.contains(ref) && !stood(reader, receipt, ref));
        boolean same = request instanceof RecallRequest.Search || (missing.isEmpty() && surplus.isEmpty());
        return new Recheck(unfounded.isEmpty() && same, unfounded, newer, missing, surplus);
    }

    private static boolean stood(MemoryReader reader, Receipt receipt, MemoryRef ref) {
        return reader.get(receipt.tenant(), ref.id()).map(Memory::ref).filter(ref::equals).isPresent();
    }

    private static boolean isOfOne(RecallRequest request) {
        return request instanceof RecallRequest.Get || request instanceof RecallRequest.History;
    }

    private static Set<MemoryRef> again(MemoryReader reader, Receipt receipt, RecallRequest request, Instant at) {
        Stream<MemoryRef> refs = switch (request) {
            case RecallRequest.Search search -> refs(Shows.hits(Answers.search(reader, receipt.tenant(), search, at)));
            case RecallRequest.List list -> refs(Shows.memories(
                    Answers.list(reader, receipt.tenant(), list, at).memories()));
            case RecallRequest.Brief brief -> Answers.brief(reader, receipt.tenant(), brief, at).citations().stream();
            case RecallRequest.Graph graph -> refs(Shows.memories(Answers.graph(reader, receipt.tenant(), graph, at)
                    .edges().stream().map(Connections.Edge::memory).toList()));
            case RecallRequest.Get get -> one(reader, receipt).flatMap(head -> {
                Long version = get.version();
                return Optional.of(version == null ? head : new MemoryRef(head.id(), version))
                        .filter(ref -> ref.version() <= head.version());
            }).stream();
            case RecallRequest.History _ -> one(reader, receipt).stream().flatMap(head -> LongStream
                    .rangeClosed(1, head.version()).mapToObj(version -> new MemoryRef(head.id(), version)));
            case RecallRequest.Why _,RecallRequest.Diff _ -> throw Refusal.conflict("receipt " + receipt.id()
                    + " is of a " + receipt.operation() + ", which is read from the log itself and not recomputed");
        };
        return refs.collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** The memory that was shown, in the version that stood. */
    private static Optional<MemoryRef> one(MemoryReader reader, Receipt receipt) {
        return receipt.returned().stream().findFirst()
                .flatMap(shown -> reader.get(receipt.tenant(), shown.ref().id())).map(Memory::ref);
    }

    private static Stream<MemoryRef> refs(List<Shown> shown) {
        return shown.stream().map(Shown::ref);
    }

    private static Set<MemoryId> ids(Set<MemoryRef> refs) {
        return refs.stream().map(MemoryRef::id).collect(Collectors.toSet());
    }

    private static Set<MemoryRef> without(Set<MemoryRef> all, Set<MemoryRef> others) {
        return only(all, ref -> !others.contains(ref));
    }

    private static Set<MemoryRef> only(Set<MemoryRef> all, Predicate<MemoryRef> wanted) {
        return all.stream().filter(wanted).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static RecallRequest request(Receipt receipt) {
        if (receipt.request().equals(SealedRecords.ERASED)) {
            throw Refusal.conflict("what receipt " + receipt.id() + " asked is erased: nothing is left to recompute");
        }
        Class<? extends RecallRequest> type = Stream.of(RecallRequest.class.getPermittedSubclasses())
                .filter(each -> each.getSimpleName().equalsIgnoreCase(receipt.operation())).findFirst()
                .<Class<? extends RecallRequest>>map(each -> each.asSubclass(RecallRequest.class))
                .orElseThrow(() -> Refusal.conflict("no recall of this version: " + receipt.operation()));
        try {
            return Door.JSON.readValue(receipt.request(), type);
        } catch (JsonProcessingException e) {
            throw Refusal.conflict("the request of receipt " + receipt.id() + " cannot be read");
        }
    }
}
