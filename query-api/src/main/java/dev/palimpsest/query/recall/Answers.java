package dev.palimpsest.query.recall;

import dev.palimpsest.access.Refusal;
import dev.palimpsest.index.MemoryFilter;
import dev.palimpsest.index.MemoryReader;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.TenantId;
import dev.palimpsest.query.brief.BriefRequest;
import dev.palimpsest.query.brief.Briefer;
import dev.palimpsest.query.brief.Briefing;
import dev.palimpsest.query.brief.Language;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Answers from any reader: of the present, of the past, or of a past that is looked at again. Whatever the reader throws
 * passes through.
 */
final class Answers {

    private static final int LIMIT_USUAL = 10;
    private static final int LIMIT_MAX = MemoryFilter.SIZE_MAX;

    private Answers() {}

    static List<MemoryReader.Hit> search(MemoryReader reader, TenantId tenant, RecallRequest.Search request,
            Instant at) {
        if (request.text().isBlank()) {
            throw Refusal.badRequest("query is missing");
        }
        if (request.text().length() > BriefRequest.TEXT_LENGTH_MAX) {
            throw Refusal.badRequest("a query has at most " + BriefRequest.TEXT_LENGTH_MAX + " characters");
        }
        FilterRequest filter = request.filters();
        return filter.scores(at).search(reader, tenant, request.text(), filter.toFilter(at),
                limit(request.limit(), LIMIT_USUAL, LIMIT_MAX));
    }

    static MemoryReader.Page list(MemoryReader reader, TenantId tenant, RecallRequest.List request, Instant at) {
        FilterRequest filter = request.filter();
        int limit = limit(request.limit(), LIMIT_USUAL, LIMIT_MAX);
        MemoryFilter wanted = filter.toFilter(at);
        String after = request.cursor();
        for (int left = Optional.ofNullable(request.skip()).orElse(0); left > 0; left -= MemoryFilter.SIZE_MAX) {
            after = reader.list(tenant, wanted, Math.min(left, MemoryFilter.SIZE_MAX), after).next();
            if (after == null) {
                return new MemoryReader.Page(java.util.List.of(), null);
            }
        }
        return filter.scores(at).list(reader, tenant, wanted, limit, after);
    }

    static Briefing brief(MemoryReader reader, TenantId tenant, RecallRequest.Brief request, Instant at) {
        String subject = request.subject();
        if (subject == null) {
            throw Refusal.badRequest("subject is missing: who asks, such as user:alice");
        }
        return new Briefer(reader).brief(new BriefRequest(tenant, Subject.parse(subject), request.text(),
                Optional.ofNullable(request.tokens()).orElse(BriefRequest.TOKENS_USUAL), language(request.language()),
                at, request.scope()));
    }

    static Connections graph(MemoryReader reader, TenantId tenant, RecallRequest.Graph request, Instant at) {
        return Connections.of(reader, tenant, Subject.parse(request.subject()), limit(request.depth(), 1,
                Connections.DEPTH_MAX), limit(request.limit(), LIMIT_USUAL * 10, Connections.EDGES_MAX), at);
    }

    private static Optional<Language> language(@Nullable String name) {
        if (name == null) {
            return Optional.empty();
        }
        return Optional.of(Language.named(name)
                .orElseThrow(() -> Refusal.badRequest("language is en or zh; got: " + name)));
    }

    private static int limit(@Nullable Integer given, int usual, int max) {
        int limit = given == null ? usual : given;
        if (limit < 1 || limit > max) {
            throw Refusal.badRequest("limit and depth lie within their bounds, here 1 and " + max + "; got: " + limit);
        }
        return limit;
    }
}
