package dev.palimpsest.query.recall;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.palimpsest.access.Door;
import dev.palimpsest.index.MemoryReader;
import dev.palimpsest.memory.MemoryId;
import dev.palimpsest.memory.MemoryRef;
import dev.palimpsest.query.audit.Moment;
import dev.palimpsest.query.audit.Past;
import dev.palimpsest.query.recall.Receipt.Shown;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

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
     * @param agrees   every version shown was what memory held when it was shown, and the same request at that position of
     *                 the log has nothing else to show; a search's tail may be ranked otherwise, which counts as agreeing
     * @param unfounded versions shown that memory did not hold then
     * @param newer    versions shown that the log learnt while the answer was made
     * @param missing  versions that the same request gives at that position and that were not shown
     * @param surplus  versions shown that the same request does not give at that position
     */
    public record Recheck(boolean agrees, List<MemoryRef> unfounded, List<MemoryRef> newer, List<MemoryRef> missing,
            List<MemoryRef> surplus) {}

    /**
     * Recomputes the answer of a receipt from the log at its position.
     *
     * @throws IllegalArgumentException where the receipt's request is none that can be recomputed
     */
    public Recheck of(Receipt receipt) {
        RecallRequest request = request(receipt);
        Moment moment = request.moment(receipt.at());
        Set<MemoryRef> shown = receipt.returned().stream().map(Shown::ref).collect(Collectors.toSet());
        boolean present = moment.isPresent();
        MemoryReader reader = present
                ? past.at(receipt.tenant(), receipt.positions())
                : past.at(receipt.tenant(), new Moment(moment.asOf(), known(moment, receipt)));
        Instant at = moment.instant(receipt.at());
        Set<MemoryRef> newer = present ? newer(receipt, shown) : Set.of();
        List<MemoryRef> again = again(reader, receipt, request, at);
        List<MemoryRef> unfounded = present
                ? shown.stream().filter(ref -> !newer.contains(ref) && !stood(reader, receipt, request, ref)).toList()
                : without(shown, again);
        List<MemoryRef> missing = without(again, shown);
        List<MemoryRef> surplus = without(shown, again);
        boolean ranked = request instanceof RecallRequest.Search;
        boolean same = ranked || !newer.isEmpty() || (missing.isEmpty() && surplus.isEmpty());
        return new Recheck(unfounded.isEmpty() && same, unfounded,
                shown.stream().filter(newer::contains).toList(), missing, surplus);
    }

    private Set<MemoryRef> newer(Receipt receipt, Set<MemoryRef> shown) {
        Set<MemoryId> ids = shown.stream().map(MemoryRef::id).collect(Collectors.toSet());
        return past.since(receipt.positions(), receipt.at().plus(ANSWER_MAX), ids);
    }

    private static boolean stood(MemoryReader reader, Receipt receipt, RecallRequest request, MemoryRef ref) {
        return reader.get(receipt.tenant(), ref.id()).filter(memory -> isOfOldVersions(request)
                ? memory.version() >= ref.version()
                : memory.version() == ref.version()).isPresent();
    }

    private static boolean isOfOldVersions(RecallRequest request) {
        return request instanceof RecallRequest.History
                || (request instanceof RecallRequest.Get get && get.version() != null);
    }

    private static List<MemoryRef> again(MemoryReader reader, Receipt receipt, RecallRequest request, Instant at) {
        return switch (request) {
            case RecallRequest.Search search -> refs(Shows.hits(Answers.search(reader, receipt.tenant(), search, at)));
            case RecallRequest.List list -> refs(Shows.memories(
                    Answers.list(reader, receipt.tenant(), list, at).memories()));
            case RecallRequest.Brief brief -> Answers.brief(reader, receipt.tenant(), brief, at).citations();
            case RecallRequest.Graph graph -> refs(Shows.memories(Answers.graph(reader, receipt.tenant(), graph, at)
                    .edges().stream().map(Connections.Edge::memory).toList()));
            case RecallRequest.Get _,RecallRequest.History _ -> refs(receipt.returned());
        };
    }

    private static Instant known(Moment moment, Receipt receipt) {
        Instant knownAt = moment.knownAt();
        return knownAt == null ? receipt.at() : knownAt;
    }

    private static List<MemoryRef> refs(List<Shown> shown) {
        return shown.stream().map(Shown::ref).toList();
    }

    private static List<MemoryRef> without(Iterable<MemoryRef> all, Iterable<MemoryRef> others) {
        Set<MemoryRef> taken = new HashSet<>();
        others.forEach(taken::add);
        List<MemoryRef> rest = new ArrayList<>();
        all.forEach(ref -> {
            if (!taken.contains(ref)) {
                rest.add(ref);
            }
        });
        return rest;
    }

    private static RecallRequest request(Receipt receipt) {
        Class<? extends RecallRequest> type = switch (receipt.operation()) {
            case "search" -> RecallRequest.Search.class;
            case "list" -> RecallRequest.List.class;
            case "brief" -> RecallRequest.Brief.class;
            case "graph" -> RecallRequest.Graph.class;
            case "get" -> RecallRequest.Get.class;
            case "history" -> RecallRequest.History.class;
            default -> throw new IllegalArgumentException("no recall of this version: " + receipt.operation());
        };
        try {
            return Door.JSON.readValue(receipt.request(), type);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the request of receipt " + receipt.id() + " cannot be read", e);
        }
    }
}
