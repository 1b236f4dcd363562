package dev.palimpsest.query.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import dev.palimpsest.access.Caller;
import dev.palimpsest.access.Door;
import dev.palimpsest.access.Refusal;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.MemoryRef;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.ledger.Difference;
import dev.palimpsest.query.audit.Past;
import dev.palimpsest.query.audit.Verification;
import dev.palimpsest.query.recall.FilterRequest;
import dev.palimpsest.query.recall.Lineage;
import dev.palimpsest.query.recall.RecallRequest;
import dev.palimpsest.query.recall.Recalled;
import dev.palimpsest.query.recall.Receipt;
import dev.palimpsest.query.recall.ReceiptId;
import dev.palimpsest.query.recall.ReceiptLog;
import dev.palimpsest.query.recall.Receipts;
import dev.palimpsest.query.recall.Recalls;
import dev.palimpsest.query.recall.Rechecks;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What an auditor asks: verification, differences between two instants, receipts. */
final class AuditRoutes {

    private static final int SHOWINGS_USUAL = 50;
    private static final int SHOWINGS_MAX = 1000;

    private final Verification verification;
    private final Past past;
    private final Recalls recalls;
    private final Lineage lineage;
    private final ReceiptLog log;
    private final Receipts receipts;
    private final Rechecks rechecks;
    private final InstantSource clock;

    AuditRoutes(Reads reads) {
        this.verification = reads.verification();
        this.past = reads.past();
        this.recalls = reads.recalls();
        this.lineage = reads.lineage();
        this.log = reads.receiptLog();
        this.receipts = reads.receipts();
        this.rechecks = new Rechecks(past);
        this.clock = reads.clock();
    }

    void addTo(RoutesConfig routes) {
        routes.get("/api/v1/verify", ctx -> Door.json(ctx, verification.run(Door.caller(ctx).tenant())));
        routes.get("/api/v1/diff", this::difference);
        routes.get("/api/v1/receipts/{id}", ctx -> Door.json(ctx, ReceiptJson.of(receipt(ctx))));
        routes.get("/api/v1/receipts/{id}/replay", ctx -> Door.json(ctx, recheck(receipt(ctx))));
        routes.get("/api/v1/memories/{id}/recalls", this::showings);
        routes.get("/api/v1/memories/{id}/why", this::why);
    }

    /** What changed of a subject; {@code before} is missing where it was not known. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ChangeJson(@Nullable String before, MemoryJson after) {}

    /** What the log learnt of a subject after one instant and up to another. */
    record DifferenceResult(String subject, Instant from, Instant to, List<ChangeJson> learnt,
            List<ChangeJson> revised, List<ChangeJson> reinforced, List<ChangeJson> forgotten) {}

    /** What somebody was shown. */
    record ReceiptJson(String id, String caller, String operation, String query, JsonNode request, Instant at,
            Map<Integer, Long> positions, List<ShownJson> returned) {

        static ReceiptJson of(Receipt receipt) {
            return new ReceiptJson(receipt.id().toString(), receipt.caller(), receipt.operation(), receipt.query(),
                    json(receipt.request()), receipt.at(), new TreeMap<>(receipt.positions()),
                    receipt.returned().stream().map(shown -> new ShownJson(shown.ref().toString(), shown.score()))
                            .toList());
        }

        private static JsonNode json(String text) {
            try {
                return Door.JSON.readTree(text);
            } catch (IOException e) {
                return Door.JSON.getNodeFactory().textNode(text);
            }
        }
    }

    /** A version that was shown. */
    record ShownJson(String ref, double score) {}

    /** A receipt looked at again. */
    record RecheckResult(ReceiptJson receipt, boolean agrees, List<String> unfounded, List<String> newer,
            List<String> missing, List<String> surplus) {}

    /** Who was shown a memory, latest first; and how many receipts this service kept and lost since it began. */
    record ShowingsResult(String id, List<ReceiptJson> recalls, long kept, long lost) {}

    private void difference(Context ctx) {
        Door.onlyParameters(ctx, "subject", "from", "to");
        Caller caller = Door.caller(ctx);
        Subject subject = Subject.parse(Optional.ofNullable(ctx.queryParam("subject"))
                .orElseThrow(() -> Refusal.badRequest("subject is missing, such as ip:10.120.8.21")));
        Instant from = FilterRequest.instant("from", ctx.queryParam("from"));
        Instant given = FilterRequest.instant("to", ctx.queryParam("to"));
        Instant to = given == null ? clock.instant() : given;
        if (from == null || !from.isBefore(to)) {
            throw Refusal.badRequest("from is a time before to, such as 2026-11-22T14:05:00Z");
        }
        Difference found = past.difference(caller.tenant(), subject, from, to);
        Door.json(ctx, new DifferenceResult(Untrusted.escaped(subject.toString()), from, to,
                changes(found.learnt(), to), changes(found.revised(), to), changes(found.reinforced(), to),
                changes(found.forgotten(), to)));
    }

    private static List<ChangeJson> changes(List<Difference.Change> changes, Instant at) {
        return changes.stream().map(change -> new ChangeJson(
                Optional.ofNullable(change.before()).map(before -> before.ref().toString()).orElse(null),
                MemoryJson.of(change.after(), at))).toList();
    }

    private Receipt receipt(Context ctx) {
        Door.onlyParameters(ctx);
        ReceiptId id = ReceiptId.parse(ctx.pathParam("id"));
        return log.find(Door.caller(ctx).tenant(), id).orElseThrow(() -> Refusal.notFound("no receipt " + id));
    }

    private RecheckResult recheck(Receipt receipt) {
        Rechecks.Recheck found = rechecks.of(receipt);
        return new RecheckResult(ReceiptJson.of(receipt), found.agrees(), texts(found.unfounded()),
                texts(found.newer()), texts(found.missing()), texts(found.surplus()));
    }

    private void why(Context ctx) {
        Door.onlyParameters(ctx, "version");
        Recalled<Memory> told = recalls.get(Door.caller(ctx), new RecallRequest.Get(ctx.pathParam("id"),
                ctx.queryParamAsClass("version", Long.class).getOrNull(), null, null));
        Door.json(ctx.header(RecallRoutes.RECEIPT, told.receipt().toString()),
                LineageJson.of(lineage.of(told.answer()), told.at()));
    }

    private void showings(Context ctx) {
        Door.onlyParameters(ctx, "limit");
        int limit = ctx.queryParamAsClass("limit", Integer.class).getOrDefault(SHOWINGS_USUAL);
        if (limit < 1 || limit > SHOWINGS_MAX) {
            throw Refusal.badRequest("limit lies between 1 and " + SHOWINGS_MAX);
        }
        Caller caller = Door.caller(ctx);
        Memory head = recalls.head(caller.tenant(), ctx.pathParam("id"));
        Door.json(ctx, new ShowingsResult(head.id().toString(),
                log.showing(caller.tenant(), head.id(), head.createdAt(), limit).stream().map(ReceiptJson::of).toList(),
                receipts.kept(), receipts.lost()));
    }

    private static List<String> texts(List<MemoryRef> refs) {
        return refs.stream().map(MemoryRef::toString).toList();
    }
}
