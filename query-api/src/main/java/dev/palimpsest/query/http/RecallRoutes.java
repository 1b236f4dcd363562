package dev.palimpsest.query.http;

import dev.palimpsest.access.Door;
import dev.palimpsest.access.Operation;
import dev.palimpsest.access.Parameter;
import dev.palimpsest.access.Refusal;
import dev.palimpsest.access.Right;
import dev.palimpsest.index.MemoryFilter;
import dev.palimpsest.index.MemoryReader;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.query.brief.Briefing;
import dev.palimpsest.query.brief.BriefingText;
import dev.palimpsest.query.brief.BriefingJson;
import dev.palimpsest.query.recall.Connections;
import dev.palimpsest.query.recall.FilterRequest;
import dev.palimpsest.query.recall.RecallRequest;
import dev.palimpsest.query.recall.Recalled;
import dev.palimpsest.query.recall.Recalls;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Recalling memory, of the present or of any moment. Each answer names its receipt in the header {@value #RECEIPT}; a request with the
 * header {@code Palimpsest-Receipt: durable} is answered once its receipt is, or after five seconds, and told which.
 */
final class RecallRoutes {

    static final String RECEIPT = "Palimpsest-Receipt";

    /** Says of an answer that asked for it whether its receipt is on all in-sync replicas: true is a promise. */
    private static final String RECEIPT_DURABLE = "Palimpsest-Receipt-Durable";
    private static final Duration DURABLE_MAX = Duration.ofSeconds(5);

    static final Parameter DURABLE = Parameter.header(RECEIPT, "durable: answer once the receipt is, or after 5 s");
    private static final Operation.Content NOTHING = new Operation.Content("", Void.class, true);
    private static final Parameter AS_OF = Parameter.instant("as_of", "what held then (valid time)");
    private static final Parameter KNOWN_AT = Parameter.instant("known_at", "what the log had learnt by then");
    private static final Parameter[] LIST = {
            Parameter.text("subject", "whose, such as user:alice or ip:10.120.8.21").several(),
            Parameter.text("about", "whose, or pointing at").several(),
            Parameter.text("kind", "profile, detection, indicator and so on").several(),
            Parameter.text("status", "current unless said; expired, retracted, quarantined").several(),
            Parameter.text("category", "labels").several(),
            Parameter.text("from", "last observed at or after, ISO 8601"),
            Parameter.text("to", "last observed before"),
            Parameter.number("min_score", 0, 100, "leaves out indicators that are worth less now"),
            Parameter.text("min_trust", "on a word at least as strong, such as sensor-structured"),
            Parameter.truth("corroborated", "leaves out what one weak source alone says"), AS_OF, KNOWN_AT,
            Parameter.number("limit", 1, MemoryFilter.SIZE_MAX, "memories on a page"),
            Parameter.text("cursor", "next of the page before"), DURABLE};

    private final Recalls recalls;

    RecallRoutes(Recalls recalls) {
        this.recalls = recalls;
    }

    void addTo(RoutesConfig routes) {
        routes.addEndpoint(Operation.get("/api/v1/memories", "List memories, the latest observed first", LIST)
                .answers(ListResult.class).by(Right.READ, this::list));
        routes.addEndpoint(Operation.post("/api/v1/memories/search", "Search memories, best first", DURABLE)
                .takes(RecallRequest.Search.class).answers(SearchResult.class).by(Right.READ, this::search));
        routes.addEndpoint(Operation.get("/api/v1/memories/{id}", "One memory with its evidence",
                Parameter.number("version", 1, Long.MAX_VALUE, "as it was then, from the log"), AS_OF, KNOWN_AT,
                Parameter.header("If-None-Match", "answered 304 where this is the version"), DURABLE)
                .answers(MemoryJson.class).answers(304, NOTHING).by(Right.READ, this::get));
        routes.addEndpoint(Operation.get("/api/v1/memories/{id}/history", "Its events, from the log", KNOWN_AT, DURABLE)
                .answers(HistoryResult.class).by(Right.READ, this::history));
        routes.addEndpoint(
                Operation.post("/api/v1/brief", "A briefing for somebody, every line with citations", DURABLE)
                        .takes(RecallRequest.Brief.class).answers(BriefResult.class).by(Right.READ, this::brief));
        routes.addEndpoint(Operation.get("/api/v1/graph", "Relations around a subject, the nearest first",
                Parameter.text("subject", "where to begin, such as ip:10.120.8.21").needed(),
                Parameter.number("depth", 1, 3, "steps to go; 1 unless said"),
                Parameter.number("limit", 1, 1000, "most relations; 100 unless said"), AS_OF, KNOWN_AT, DURABLE)
                .answers(GraphResult.class).by(Right.READ, this::graph));
    }

    /** A page of a list. */
    record ListResult(List<MemoryJson> memories, @Nullable String next, String receipt) {}

    /** What a search found, best first. */
    record SearchResult(List<MemoryJson> memories, String receipt) {}

    /** A memory's events, oldest first. */
    record HistoryResult(String id, String subject, List<EventJson> events, String receipt) {}

    /** A briefing as text and as parts. */
    record BriefResult(String text, BriefingJson briefing, String receipt) {}

    /** Subjects with their steps from the first, and what connects them. */
    record GraphResult(Map<String, Integer> subjects, List<EdgeJson> edges, boolean cut, String receipt) {}

    /** An edge; {@code ref} is the memory version that says it. */
    record EdgeJson(String source, String type, String target, String ref, MemoryJson memory) {}

    private void get(Context ctx) {
        Recalled<Memory> got = recalls.get(Door.caller(ctx), new RecallRequest.Get(ctx.pathParam("id"),
                ctx.queryParamAsClass("version", Long.class).getOrNull(), ctx.queryParam("as_of"),
                ctx.queryParam("known_at")));
        if (!ETags.isKnown(ctx, got.answer())) {
            answer(ctx, got, MemoryJson.of(got.answer(), got.at()));
        }
    }

    private void list(Context ctx) {
        FilterRequest filter = new FilterRequest(ctx.queryParams("subject"), ctx.queryParams("about"),
                ctx.queryParams("kind"), ctx.queryParams("status"), ctx.queryParams("category"),
                ctx.queryParam("from"), ctx.queryParam("to"), score(ctx.queryParam("min_score")),
                ctx.queryParam("min_trust"), truth(ctx, "corroborated"), ctx.queryParam("as_of"),
                ctx.queryParam("known_at"));
        Recalled<MemoryReader.Page> listed = recalls.list(Door.caller(ctx),
                new RecallRequest.List(filter, number(ctx, "limit"), ctx.queryParam("cursor")));
        answer(ctx, listed, new ListResult(listed.answer().memories().stream()
                .map(memory -> MemoryJson.of(memory, listed.at())).toList(), listed.answer().next(),
                listed.receipt().toString()));
    }

    private void search(Context ctx) {
        Recalled<List<MemoryReader.Hit>> found = recalls.search(Door.caller(ctx),
                WriteRoutes.body(ctx, RecallRequest.Search.class));
        answer(ctx, found, new SearchResult(found.answer().stream()
                .map(hit -> MemoryJson.of(hit.memory(), found.at(), hit.score())).toList(),
                found.receipt().toString()));
    }

    private void history(Context ctx) {
        Recalled<Recalls.Story> told = recalls.history(Door.caller(ctx),
                new RecallRequest.History(ctx.pathParam("id"), ctx.queryParam("known_at")));
        Memory head = told.answer().head();
        answer(ctx, told, new HistoryResult(head.id().toString(), Untrusted.escaped(head.subject().toString()),
                told.answer().events().stream().map(EventJson::of).toList(), told.receipt().toString()));
    }

    private void brief(Context ctx) {
        Recalled<Briefing> briefed = recalls.brief(Door.caller(ctx),
                WriteRoutes.body(ctx, RecallRequest.Brief.class));
        answer(ctx, briefed, new BriefResult(BriefingText.plain(briefed.answer()),
                BriefingJson.of(briefed.answer()), briefed.receipt().toString()));
    }

    private void graph(Context ctx) {
        Recalled<Connections> connected = recalls.graph(Door.caller(ctx), new RecallRequest.Graph(
                Optional.ofNullable(ctx.queryParam("subject"))
                        .orElseThrow(() -> Refusal.badRequest("subject is missing, such as ip:10.120.8.21")),
                number(ctx, "depth"), number(ctx, "limit"), ctx.queryParam("as_of"), ctx.queryParam("known_at")));
        Map<String, Integer> subjects = new TreeMap<>();
        connected.answer().subjects().forEach((subject, steps) -> subjects.put(Untrusted.escaped(subject.toString()),
                steps));
        answer(ctx, connected, new GraphResult(subjects, connected.answer().edges().stream()
                .map(edge -> new EdgeJson(Untrusted.escaped(edge.source().toString()), edge.type(),
                        Untrusted.escaped(edge.target().toString()), edge.memory().ref().toString(),
                        MemoryJson.of(edge.memory(), connected.at())))
                .toList(), connected.answer().cut(), connected.receipt().toString()));
    }

    static void answer(Context ctx, Recalled<?> recalled, Object body) {
        String wanted = ctx.header(RECEIPT);
        if (wanted != null) {
            if (!wanted.equals("durable")) {
                throw Refusal.badRequest("the header " + RECEIPT + " of a request is durable; got: " + wanted);
            }
            boolean kept = recalled.keeping().kept()
                    .completeOnTimeout(false, DURABLE_MAX.toMillis(), TimeUnit.MILLISECONDS).join();
            ctx.header(RECEIPT_DURABLE, Boolean.toString(kept));
        }
        Door.json(ctx.header(RECEIPT, recalled.receipt().toString()), body);
    }

    private static @Nullable Boolean truth(Context ctx, String name) {
        String text = ctx.queryParam(name);
        return text == null ? null : Boolean.valueOf(text);
    }

    private static @Nullable Integer number(Context ctx, String name) {
        return ctx.queryParamAsClass(name, Integer.class).getOrNull();
    }

    private static @Nullable Integer score(@Nullable String text) {
        if (text != null && !text.matches("\\d{1,3}")) {
            throw Refusal.badRequest("min_score is a whole number from 0 to 100");
        }
        return text == null ? null : Integer.valueOf(text);
    }
}
