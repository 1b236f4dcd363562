package dev.palimpsest.query.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import dev.palimpsest.access.Caller;
import dev.palimpsest.access.Door;
import dev.palimpsest.access.Operation;
import dev.palimpsest.access.Parameter;
import dev.palimpsest.access.Refusal;
import dev.palimpsest.access.Right;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.MemoryRef;
import dev.palimpsest.memory.ledger.Difference;
import dev.palimpsest.query.audit.Verification;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What an auditor asks: verification, differences between two instants, receipts. */
final class AuditRoutes {

    private static final int CHANGES_MAX = 1000;
    private static final int SHOWINGS_USUAL = 50;
    private static final int SHOWINGS_MAX = 1000;

    private final Verification verification;
    private final Recalls recalls;
    private final ReceiptLog log;
    private final Receipts receipts;
    private final Rechecks rechecks;

    AuditRoutes(Reads reads) {
        this.verification = reads.verification();
        this.recalls = reads.recalls();
        this.log = reads.receiptLog();
        this.receipts = reads.receipts();
        this.rechecks = reads.rechecks();
    }

    void addTo(RoutesConfig routes) {
        routes.addEndpoint(Operation.get("/api/v1/verify", "Check the log, and all that is derived from it, against it")
                .answers(Verification.Report.class)
                .by(Right.AUDIT, ctx -> Door.json(ctx, verification.run(Door.caller(ctx).tenant()))));
        routes.addEndpoint(Operation.get("/api/v1/diff", "What the log learnt of a subject between two instants",
                Parameter.text("subject", "of whom, such as ip:10.120.8.21").needed(),
                Parameter.instant("from", "after what was known then"),
                Parameter.instant("to", "up to what was known then; now unless said"), RecallRoutes.DURABLE)
                .answers(DifferenceResult.class).by(Right.READ, this::difference));
        routes.addEndpoint(Operation.get("/api/v1/receipts/{id}", "Who was shown what")
                .answers(ReceiptJson.class).by(Right.READ, ctx -> Door.json(ctx, ReceiptJson.of(receipt(ctx)))));
        routes.addEndpoint(Operation.get("/api/v1/receipts/{id}/replay", "The answer again, from the log as it stood")
                .answers(RecheckResult.class).by(Right.READ, ctx -> Door.json(ctx, recheck(receipt(ctx)))));
        routes.addEndpoint(Operation.get("/api/v1/memories/{id}/recalls", "Who was shown a memory, the latest first",
                Parameter.number("limit", 1, SHOWINGS_MAX, "most receipts; " + SHOWINGS_USUAL + " unless said"))
                .answers(ShowingsResult.class).by(Right.AUDIT, this::showings));
        routes.addEndpoint(Operation.get("/api/v1/memories/{id}/why", "What a memory was concluded from",
                Parameter.number("version", 1, Long.MAX_VALUE, "of that version; the head unless said"),
                RecallRoutes.DURABLE).answers(LineageJson.class).by(Right.READ, this::why));
    }

    /** What changed of a subject; {@code before} is missing where it was not known. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ChangeJson(@Nullable String before, MemoryJson after) {}

    /** What the log learnt of a subject; {@code cut} where a sort has more than {@value #CHANGES_MAX}. */
    record DifferenceResult(String subject, List<ChangeJson> learnt, List<ChangeJson> revised,
            List<ChangeJson> reinforced, List<ChangeJson> forgotten, boolean cut, String receipt) {}

    /** What somebody was shown. */
    record ReceiptJson(String id, String caller, String operation, String query, JsonNode request, Instant at,
            Map<Integer, Long> positions, List<ShownJson> returned) {

        static ReceiptJson of(Receipt receipt) {
            return new ReceiptJson(receipt.id().toString(), Untrusted.escaped(receipt.caller()), receipt.operation(),
                    Untrusted.escaped(receipt.query()),
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

    /** Who was shown a memory, latest first; and how many receipts of all this service could not keep since it began. */
    record ShowingsResult(String id, List<ReceiptJson> recalls, long lost) {}

    private void difference(Context ctx) {
        String subject = Optional.ofNullable(ctx.queryParam("subject"))
                .orElseThrow(() -> Refusal.badRequest("subject is missing, such as ip:10.120.8.21"));
        Recalled<Difference> found = recalls.difference(Door.caller(ctx),
                new RecallRequest.Diff(subject, ctx.queryParam("from"), ctx.queryParam("to")));
        Difference answer = found.answer();
        boolean cut = Stream.of(answer.learnt(), answer.revised(), answer.reinforced(), answer.forgotten())
                .anyMatch(sort -> sort.size() > CHANGES_MAX);
        RecallRoutes.answer(ctx, found, new DifferenceResult(Untrusted.escaped(subject),
                changes(answer.learnt(), found.at()), changes(answer.revised(), found.at()),
                changes(answer.reinforced(), found.at()), changes(answer.forgotten(), found.at()), cut,
                found.receipt().toString()));
    }

    private static List<ChangeJson> changes(List<Difference.Change> changes, Instant at) {
        return changes.stream().limit(CHANGES_MAX).map(change -> new ChangeJson(
                Optional.ofNullable(change.before()).map(before -> before.ref().toString()).orElse(null),
                MemoryJson.of(change.after(), at))).toList();
    }

    /** One's own; an auditor sees everybody's. */
    private Receipt receipt(Context ctx) {
        ReceiptId id = ReceiptId.parse(ctx.pathParam("id"));
        Caller caller = Door.caller(ctx);
        return log.find(caller.tenant(), id)
                .filter(receipt -> caller.may(Right.AUDIT) || receipt.caller().equals(caller.name()))
                .orElseThrow(() -> Refusal.notFound("no receipt " + id));
    }

    private RecheckResult recheck(Receipt receipt) {
        Rechecks.Recheck found = rechecks.of(receipt);
        return new RecheckResult(ReceiptJson.of(receipt), found.agrees(), texts(found.unfounded()),
                texts(found.newer()), texts(found.missing()), texts(found.surplus()));
    }

    private void why(Context ctx) {
        Recalled<Lineage.Node> told = recalls.why(Door.caller(ctx), new RecallRequest.Why(ctx.pathParam("id"),
                ctx.queryParamAsClass("version", Long.class).getOrNull()));
        RecallRoutes.answer(ctx, told, LineageJson.of(told.answer(), told.at()));
    }

    private void showings(Context ctx) {
        int limit = ctx.queryParamAsClass("limit", Integer.class).getOrDefault(SHOWINGS_USUAL);
        if (limit < 1 || limit > SHOWINGS_MAX) {
            throw Refusal.badRequest("limit lies between 1 and " + SHOWINGS_MAX);
        }
        Caller caller = Door.caller(ctx);
        Memory head = recalls.head(caller, ctx.pathParam("id"));
        Door.json(ctx, new ShowingsResult(head.id().toString(),
                log.showing(caller.tenant(), head.id(), head.createdAt(), limit).stream().map(ReceiptJson::of).toList(),
                receipts.lost()));
    }

    private static List<String> texts(Set<MemoryRef> refs) {
        return refs.stream().map(MemoryRef::toString).toList();
    }
}
