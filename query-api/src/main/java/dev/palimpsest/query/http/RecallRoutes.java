package dev.palimpsest.query.http;

import dev.palimpsest.access.Door;
import dev.palimpsest.access.Refusal;
import dev.palimpsest.access.Right;
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

    private final Recalls recalls;

    RecallRoutes(Recalls recalls) {
        this.recalls = recalls;
    }

    void addTo(RoutesConfig routes) {
        routes.get("/api/v1/memories", this::list, Right.READ);
        routes.post("/api/v1/memories/search", this::search, Right.READ);
        routes.get("/api/v1/memories/{id}", this::get, Right.READ);
        routes.get("/api/v1/memories/{id}/history", this::history, Right.READ);
        routes.post("/api/v1/brief", this::brief, Right.READ);
        routes.get("/api/v1/graph", this::graph, Right.READ);
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
        Door.onlyParameters(ctx, "version", "as_of", "known_at");
        Recalled<Memory> got = recalls.get(Door.caller(ctx), new RecallRequest.Get(ctx.pathParam("id"),
                ctx.queryParamAsClass("version", Long.class).getOrNull(), ctx.queryParam("as_of"),
                ctx.queryParam("known_at")));
        if (!ETags.isKnown(ctx, got.answer())) {
            answer(ctx, got, MemoryJson.of(got.answer(), got.at()));
        }
    }

    private void list(Context ctx) {
        Door.onlyParameters(ctx, "subject", "about", "kind", "status", "category", "from", "to", "min_score",
                "min_trust", "corroborated", "as_of", "known_at", "limit", "cursor");
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
        Door.onlyParameters(ctx);
        Recalled<List<MemoryReader.Hit>> found = recalls.search(Door.caller(ctx),
                WriteRoutes.body(ctx, RecallRequest.Search.class));
        answer(ctx, found, new SearchResult(found.answer().stream()
                .map(hit -> MemoryJson.of(hit.memory(), found.at(), hit.score())).toList(),
                found.receipt().toString()));
    }

    private void history(Context ctx) {
        Door.onlyParameters(ctx, "known_at");
        Recalled<Recalls.Story> told = recalls.history(Door.caller(ctx),
                new RecallRequest.History(ctx.pathParam("id"), ctx.queryParam("known_at")));
        Memory head = told.answer().head();
        answer(ctx, told, new HistoryResult(head.id().toString(), Untrusted.escaped(head.subject().toString()),
                told.answer().events().stream().map(EventJson::of).toList(), told.receipt().toString()));
    }

    private void brief(Context ctx) {
        Door.onlyParameters(ctx);
        Recalled<Briefing> briefed = recalls.brief(Door.caller(ctx),
                WriteRoutes.body(ctx, RecallRequest.Brief.class));
        answer(ctx, briefed, new BriefResult(BriefingText.plain(briefed.answer()),
                BriefingJson.of(briefed.answer()), briefed.receipt().toString()));
    }

    private void graph(Context ctx) {
        Door.onlyParameters(ctx, "subject", "depth", "limit", "as_of", "known_at");
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
        if (text != null && !text.equals("true") && !text.equals("false")) {
            throw Refusal.badRequest(name + " is true or false; got: " + text);
        }
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
