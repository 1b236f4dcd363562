package dev.palimpsest.query.recall;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.palimpsest.access.Caller;
import dev.palimpsest.access.Door;
import dev.palimpsest.access.Refusal;
import dev.palimpsest.index.MemoryReader;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.MemoryRef;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.ledger.Difference;
import dev.palimpsest.query.audit.MemoryLog;
import dev.palimpsest.query.audit.Moment;
import dev.palimpsest.query.audit.Past;
import dev.palimpsest.query.brief.Briefing;
import dev.palimpsest.query.recall.Receipt.Shown;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is recalled, of the present or of any moment, and a receipt for each answer. Safe for several threads.
 * Refusals, and what the reader throws, pass through; they leave no receipt.
 */
public final class Recalls {

    private static final int REQUEST_LENGTH_MAX = 64 * 1024;

    private final MemoryReader live;
    private final Past past;
    private final MemoryLog log;
    private final Lineage lineage;
    private final Receipts receipts;
    private final Supplier<Map<Integer, Long>> positions;
    private final InstantSource clock;
    private final RandomGenerator random = RandomGenerator.of("SecureRandom");

    /** @param positions where the log stands at least in what the live reader reads: next offset by partition */
    public Recalls(MemoryReader live, Past past, MemoryLog log, Lineage lineage, Receipts receipts,
            Supplier<Map<Integer, Long>> positions, InstantSource clock) {
        this.live = live;
        this.past = past;
        this.log = log;
        this.lineage = lineage;
        this.receipts = receipts;
        this.positions = positions;
        this.clock = clock;
    }

    /** The best matches first. */
    public Recalled<List<MemoryReader.Hit>> search(Caller caller, RecallRequest.Search request) {
        return recalled(caller, request, (reader, at) -> Answers.search(reader, caller.tenant(), request, at),
                Shows::hits);
    }

    /** A page, the latest observed first. */
    public Recalled<MemoryReader.Page> list(Caller caller, RecallRequest.List request) {
        return recalled(caller, request, (reader, at) -> Answers.list(reader, caller.tenant(), request, at),
                page -> Shows.memories(page.memories()));
    }

    /** How many memories there are that pass now. Shows none, so it leaves no receipt. */
    public long count(Caller caller, FilterRequest filter) {
        return seen(caller).count(caller.tenant(), filter.toFilter(clock.instant()));
    }

    /** Whose memories there are now, and how many: see {@link MemoryReader#owners}. Leaves no receipt either. */
    public List<MemoryReader.Owner> owners(Caller caller, @Nullable Subject after, int size) {
        return seen(caller).owners(caller.tenant(), FilterRequest.NONE.toFilter(clock.instant()), after, size);
    }

    /** What is known that bears on a question, each line with its citations. */
    public Recalled<Briefing> brief(Caller caller, RecallRequest.Brief request) {
        return recalled(caller, request, (reader, at) -> Answers.brief(reader, caller.tenant(), request, at),
                briefing -> Shows.refs(briefing.citations()));
    }

    /** What is connected with a subject. */
    public Recalled<Connections> graph(Caller caller, RecallRequest.Graph request) {
        return recalled(caller, request, (reader, at) -> Answers.graph(reader, caller.tenant(), request, at),
                connections -> Shows.memories(connections.edges().stream().map(Connections.Edge::memory).toList()));
    }

    /** One memory, as it is, as a version of it was, or at a moment. */
    public Recalled<Memory> get(Caller caller, RecallRequest.Get request) {
        Instant now = clock.instant();
        Moment moment = request.moment(now);
        Map<Integer, Long> before = positions.get();
        Memory head = head(caller, request.id());
        Long version = request.version();
        if (version != null && !moment.isPresent()) {
            throw Refusal.badRequest("version names one state already: leave out as_of and known_at");
        }
        Memory memory = version == null || version == head.version()
                ? past.at(head, moment).orElseThrow(() -> Refusal.notFound("no memory " + request.id() + " then"))
                : log.version(head, version).orElseThrow(
                        () -> Refusal.notFound("memory " + head.id() + " has no version " + version));
        requireSeen(caller, memory);
        return new Recalled<>(memory, receipt(caller, request, now, before, Shows.memories(List.of(memory))),
                moment.instant(now));
    }

    /** The head of a memory and all events that led to it, as far as the log had learnt them. */
    public Recalled<Story> history(Caller caller, RecallRequest.History request) {
        Instant now = clock.instant();
        Moment moment = request.moment(now);
        Map<Integer, Long> before = positions.get();
        Memory head = head(caller, request.id());
        Story story = new Story(head, past.history(head, moment).stream()
                .filter(entry -> Sighted.sees(caller, entry.record().event()))
                .toList());
        List<MemoryRef> shown = story.events().stream()
                .map(entry -> new MemoryRef(head.id(), entry.record().event().header().version())).toList();
        return new Recalled<>(story, receipt(caller, request, now, before, Shows.refs(shown)), moment.instant(now));
    }

    /** A memory and what happened to it, oldest first. */
    public record Story(Memory head, List<MemoryLog.Entry> events) {}

    /** What a version rests on, down to the raw records. */
    public Recalled<Lineage.Node> why(Caller caller, RecallRequest.Why request) {
        Instant now = clock.instant();
        Map<Integer, Long> before = positions.get();
        Memory head = head(caller, request.id());
        Long version = request.version();
        Memory memory = version == null || version == head.version()
                ? head
                : log.version(head, version).orElseThrow(
                        () -> Refusal.notFound("memory " + head.id() + " has no version " + version));
        requireSeen(caller, memory);
        Lineage.Node tree = past.bounded(() -> lineage.of(memory, seen(caller), caller));
        return new Recalled<>(tree, receipt(caller, request, now, before, Shows.refs(tree.told())), now);
    }

    /**
     * What the log learnt of a subject after one instant and up to another.
     *
     * @throws Refusal where the first is not before the second
     */
    public Recalled<Difference> difference(Caller caller, RecallRequest.Diff request) {
        Instant now = clock.instant();
        Instant from = Moment.instant("from", request.from());
        Instant to = Optional.ofNullable(Moment.instant("to", request.to())).orElse(now);
        if (from == null || !from.isBefore(to)) {
            throw Refusal.badRequest("from is a time before to, such as 2026-11-22T14:05:00Z");
        }
        Map<Integer, Long> before = positions.get();
        Difference found = past.bounded(
                () -> past.difference(caller.tenant(), Subject.parse(request.subject()), from, to))
                .only(memory -> Sighted.sees(caller, memory)
                        && (caller.sight().isAll() || seen(caller).get(caller.tenant(), memory.id()).isPresent()));
        List<Memory> shown = Stream.of(found.learnt(), found.revised(), found.reinforced(), found.forgotten())
                .flatMap(List::stream).map(Difference.Change::after).toList();
        return new Recalled<>(found, receipt(caller, request, now, before, Shows.memories(shown)), to);
    }

    /**
     * The head of a memory in the live index, by its id or the beginning of it.
     *
     * @throws Refusal where there is none that the caller sees, or several begin so
     */
    public Memory head(Caller caller, String id) {
        return Heads.find(seen(caller), caller.tenant(), id);
    }

    /** The present memory, as far as the caller sees. */
    public MemoryReader seen(Caller caller) {
        return Sighted.of(live, caller);
    }

    /** What a memory was may be beyond who sees what it is. */
    private static void requireSeen(Caller caller, Memory memory) {
        if (!Sighted.sees(caller, memory)) {
            throw Refusal.notFound("no memory " + memory.id() + " then");
        }
    }

    private <T> Recalled<T> recalled(Caller caller, RecallRequest request,
            BiFunction<MemoryReader, Instant, T> answer, Function<T, List<Shown>> shown) {
        Instant now = clock.instant();
        Moment moment = request.moment(now);
        Instant at = moment.instant(now);
        if (moment.isPresent()) {
            Map<Integer, Long> before = positions.get();
            T given = answer.apply(seen(caller), at);
            return new Recalled<>(given, receipt(caller, request, now, before, shown.apply(given)), at);
        }
        return past.at(caller.tenant(), moment, reading -> {
            T given = answer.apply(Sighted.past(reading.asking(), live, caller), at);
            return new Recalled<>(given, receipt(caller, request, now, reading.next(), shown.apply(given)), at);
        });
    }

    private Receipts.Keeping receipt(Caller caller, RecallRequest request, Instant now, Map<Integer, Long> positions,
            List<Shown> shown) {
        return receipts.keep(new Receipt(ReceiptId.at(now, random), caller.tenant(), caller.name(), caller.sight(),
                request.operation(), request.text(), json(request), now, positions, shown));
    }

    /** A request that no receipt could hold is refused, not answered without one. */
    private static String json(RecallRequest request) {
        try {
            String json = Door.JSON.writeValueAsString(request);
            if (json.length() > REQUEST_LENGTH_MAX) {
                throw Refusal.tooLarge("a request has at most " + REQUEST_LENGTH_MAX + " characters");
            }
            return json;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a request that is no JSON", e);
        }
    }
}
