package dev.palimpsest.query.http;

import dev.palimpsest.access.Caller;
import dev.palimpsest.access.Door;
import dev.palimpsest.access.Refusal;
import dev.palimpsest.index.MemoryReader;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.query.audit.MemoryLog;
import dev.palimpsest.query.audit.Verification;
import dev.palimpsest.query.brief.BriefRequest;
import dev.palimpsest.query.brief.Briefer;
import dev.palimpsest.query.brief.Briefing;
import dev.palimpsest.query.brief.BriefingJson;
import dev.palimpsest.query.brief.BriefingText;
import dev.palimpsest.query.brief.Language;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reading memory: get, list, search, history, briefing, verification. */
final class ReadRoutes {

    private static final int LIMIT_USUAL = 10;
    private static final int LIMIT_MAX = 100;

    private final MemoryReader reader;
    private final MemoryLog log;
    private final Verification verification;
    private final Briefer briefer;
    private final InstantSource clock;

    ReadRoutes(MemoryReader reader, MemoryLog log, Verification verification, InstantSource clock) {
        this.reader = reader;
        this.log = log;
        this.verification = verification;
        this.briefer = new Briefer(reader);
        this.clock = clock;
    }

    void addTo(RoutesConfig routes) {
        routes.get("/api/v1/memories", this::list);
        routes.post("/api/v1/memories/search", this::search);
        routes.get("/api/v1/memories/{id}", this::get);
        routes.get("/api/v1/memories/{id}/history", this::history);
        routes.post("/api/v1/brief", this::brief);
        routes.get("/api/v1/verify", ctx -> Door.json(ctx, verification.run(Door.caller(ctx).tenant())));
    }

    /** A page of a list. */
    record ListResult(List<MemoryJson> memories, @Nullable String next) {}

    /** What a search found, best first. */
    record SearchResult(List<MemoryJson> memories) {}

    /** A memory's events, oldest first. */
    record HistoryResult(String id, String subject, List<EventJson> events) {}

    /** A briefing as text and as parts. */
    record BriefResult(String text, BriefingJson briefing) {}

    private void get(Context ctx) {
        Door.onlyParameters(ctx, "version");
        Memory head = WriteRoutes.find(reader, Door.caller(ctx), ctx.pathParam("id"));
        long version = ctx.queryParamAsClass("version", Long.class).getOrDefault(head.version());
        Memory memory = version == head.version()
                ? head
                : log.version(head, version).orElseThrow(
                        () -> Refusal.notFound("memory " + head.id() + " has no version " + version));
        Door.json(ctx, MemoryJson.of(memory, clock.instant()));
    }

    private void list(Context ctx) {
        Door.onlyParameters(ctx, "subject", "about", "kind", "status", "category", "from", "to", "min_score",
                "min_trust",
                "corroborated", "limit", "cursor");
        FilterRequest filter = new FilterRequest(ctx.queryParams("subject"), ctx.queryParams("about"),
                ctx.queryParams("kind"), ctx.queryParams("status"), ctx.queryParams("category"),
                ctx.queryParam("from"), ctx.queryParam("to"), number(ctx.queryParam("min_score")),
                ctx.queryParam("min_trust"), truth(ctx, "corroborated"));
        Instant now = clock.instant();
        MemoryReader.Page page = filter.scores(now).list(reader, Door.caller(ctx).tenant(), filter.toFilter(now),
                limit(ctx.queryParamAsClass("limit", Integer.class).getOrDefault(LIMIT_USUAL)),
                ctx.queryParam("cursor"));
        Door.json(ctx, new ListResult(page.memories().stream().map(memory -> MemoryJson.of(memory, now)).toList(),
                page.next()));
    }

    private void search(Context ctx) {
        Door.onlyParameters(ctx);
        Requests.Search request = WriteRoutes.body(ctx, Requests.Search.class);
        if (request.query() == null || request.query().isBlank()) {
            throw Refusal.badRequest("query is missing");
        }
        FilterRequest filter = Optional.ofNullable(request.filter())
                .orElse(FilterRequest.NONE);
        Instant now = clock.instant();
        List<MemoryReader.Hit> hits = filter.scores(now).search(reader, Door.caller(ctx).tenant(), request.query(),
                filter.toFilter(now),
                limit(Optional.ofNullable(request.limit()).orElse(LIMIT_USUAL)));
        Door.json(ctx, new SearchResult(
                hits.stream().map(hit -> MemoryJson.of(hit.memory(), now, hit.score())).toList()));
    }

    private void history(Context ctx) {
        Memory memory = WriteRoutes.find(reader, Door.caller(ctx), ctx.pathParam("id"));
        Door.json(ctx, new HistoryResult(memory.id().toString(), memory.subject().toString(),
                log.history(memory).stream().map(EventJson::of).toList()));
    }

    private void brief(Context ctx) {
        Door.onlyParameters(ctx);
        Caller caller = Door.caller(ctx);
        Requests.Brief request = WriteRoutes.body(ctx, Requests.Brief.class);
        if (request.subject() == null) {
            throw Refusal.badRequest("subject is missing: who asks, such as user:alice");
        }
        Briefing briefing = briefer.brief(new BriefRequest(caller.tenant(), Subject.parse(request.subject()),
                Optional.ofNullable(request.text()).orElse(""),
                Optional.ofNullable(request.tokens()).orElse(BriefRequest.TOKENS_USUAL), language(request.language()),
                clock.instant(), request.scope()));
        Door.json(ctx, new BriefResult(BriefingText.plain(briefing), BriefingJson.of(briefing)));
    }

    private static Optional<Language> language(@Nullable String name) {
        if (name == null) {
            return Optional.empty();
        }
        return Optional.of(Language.named(name)
                .orElseThrow(() -> Refusal.badRequest("language is en or zh; got: " + name)));
    }

    private static boolean truth(Context ctx, String name) {
        String text = Optional.ofNullable(ctx.queryParam(name)).orElse("false");
        if (!text.equals("true") && !text.equals("false")) {
            throw Refusal.badRequest(name + " is true or false; got: " + text);
        }
        return Boolean.parseBoolean(text);
    }

    private static @Nullable Integer number(@Nullable String text) {
        if (text != null && !text.matches("\\d{1,3}")) {
            throw Refusal.badRequest("min_score is a whole number from 0 to 100");
        }
        return text == null ? null : Integer.valueOf(text);
    }

    private static int limit(int limit) {
        if (limit < 1 || limit > LIMIT_MAX) {
            throw Refusal.badRequest("limit lies between 1 and " + LIMIT_MAX);
        }
        return limit;
    }
}
