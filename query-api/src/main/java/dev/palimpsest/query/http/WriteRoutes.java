package dev.palimpsest.query.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.palimpsest.access.Caller;
import dev.palimpsest.access.ConversationRequest;
import dev.palimpsest.access.Door;
import dev.palimpsest.access.Refusal;
import dev.palimpsest.access.Right;
import dev.palimpsest.index.MemoryFilter;
import dev.palimpsest.index.MemoryReader;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.Status;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.Tlp;
import dev.palimpsest.memory.TrustTier;
import dev.palimpsest.memory.ledger.Expiry;
import dev.palimpsest.memory.observation.Conversation;
import dev.palimpsest.memory.observation.Observation;
import dev.palimpsest.memory.observation.ObservationId;
import dev.palimpsest.memory.observation.Payload.Action;
import dev.palimpsest.memory.observation.Payload.Command;
import dev.palimpsest.query.barrier.WriteBarrier;
import dev.palimpsest.query.recall.Heads;
import dev.palimpsest.query.recall.Sighted;
import dev.palimpsest.schemas.ObservationLog;
import dev.palimpsest.schemas.ObservationLog.Written;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;

/**
 * Writes are observations on Kafka like everyone's. Without {@code wait} the answer is 202 once they are durable; with
 * {@code wait=true} it is 200 once they can be searched, or 202 where that takes longer than {@value #WAIT_SECONDS} s.
 */
final class WriteRoutes {

    static final int WAIT_SECONDS = 15;

    private final ObservationLog log;
    private final WriteBarrier barrier;
    private final MemoryReader reader;
    private final InstantSource clock;

    WriteRoutes(ObservationLog log, WriteBarrier barrier, MemoryReader reader, InstantSource clock) {
        this.log = log;
        this.barrier = barrier;
        this.reader = reader;
        this.clock = clock;
    }

    void addTo(RoutesConfig routes) {
        routes.post("/api/v1/memories", this::add, Right.WRITE);
        routes.delete("/api/v1/memories/{id}", ctx -> order(ctx, Action.RETRACT, null, reason(ctx)), Right.WRITE);
        routes.post("/api/v1/memories/{id}/release", ctx -> order(ctx, Action.RELEASE, null, reason(ctx)),
                Right.CURATE);
        routes.post("/api/v1/memories/{id}/purge", ctx -> order(ctx, Action.PURGE, null, reason(ctx)), Right.CURATE);
        routes.post("/api/v1/memories/{id}/quarantine", ctx -> order(ctx, Action.QUARANTINE, null, reason(ctx)),
                Right.CURATE);
        routes.post("/api/v1/memories/{id}/restore", ctx -> order(ctx, Action.RESTORE, null, reason(ctx)),
                Right.CURATE);
        routes.post("/api/v1/memories/{id}/pin", ctx -> order(ctx, Action.PIN, null, reason(ctx)), Right.WRITE);
        routes.post("/api/v1/memories/{id}/unpin", ctx -> order(ctx, Action.UNPIN, null, reason(ctx)), Right.WRITE);
        routes.post("/api/v1/memories/{id}/immutable", ctx -> order(ctx, Action.IMMUTABLE, null, reason(ctx)),
                Right.CURATE);
        routes.post("/api/v1/sessions/{run}/end", this::endSession, Right.WRITE);
        routes.patch("/api/v1/memories/{id}", ctx -> {
            Requests.Revise body = body(ctx, Requests.Revise.class);
            if (body.text() == null || body.text().isBlank()) {
                throw Refusal.badRequest("text is missing");
            }
            order(ctx, Action.REVISE, body.text(), Optional.ofNullable(body.reason()).orElse(""));
        }, Right.WRITE);
    }

    /** What a write answers. */
    record WriteResult(List<String> observations, boolean searchable, List<MemoryJson> memories) {}

    private void add(Context ctx) {
        Door.onlyParameters(ctx, "wait");
        Caller caller = Door.caller(ctx);
        Conversation conversation = body(ctx, ConversationRequest.class)
                .toConversation(ctx.header("Idempotency-Key"));
        caller.requireMay(conversation);
        List<Observation> observations = conversation.observations(caller.tenant(), caller.name(), clock.instant());
        write(ctx, caller, null, observations);
    }

    private void order(Context ctx, Action action, @Nullable String text, String reason) {
        Door.onlyParameters(ctx, "wait", "reason");
        Caller caller = Door.caller(ctx);
        Memory memory = Heads.find(seen(caller), caller.tenant(), ctx.pathParam("id"));
        ETags.require(ctx, memory);
        Instant now = clock.instant();
        ObservationId id = ObservationId.of(caller.tenant(), "command",
                memory.ref() + "\n" + action + "\n"
                        + Optional.ofNullable(ctx.header("Idempotency-Key")).orElse(now.toString()));
        write(ctx, caller, memory,
                List.of(new Observation(id, caller.tenant(), caller.name(), TrustTier.ANALYST,
                        memory.marking(), now, now,
                        new Command(memory.subject(), memory.id(), action, text, reason, caller.name()))));
    }

    /** What stands of a session's working memory ends; with nothing there nothing happens, which is no conflict. */
    private void endSession(Context ctx) {
        Door.onlyParameters(ctx, "wait", "reason");
        Caller caller = Door.caller(ctx);
        Subject run = new Subject("run", ctx.pathParam("run"));
        caller.requireOpen(List.of(run));
        Instant now = clock.instant();
        ObservationId id = ObservationId.of(caller.tenant(), "command", run + "\n" + Action.END + "\n"
                + Optional.ofNullable(ctx.header("Idempotency-Key")).orElse(now.toString()));
        write(ctx, caller, null,
                List.of(new Observation(id, caller.tenant(), caller.name(), TrustTier.ANALYST, Tlp.AMBER, now, now,
                        new Command(run, Expiry.sessionOf(caller.tenant(), run), Action.END, null, reason(ctx),
                                caller.name()))));
    }

    private void write(Context ctx, Caller caller, @Nullable Memory ordered, List<Observation> observations) {
        List<Written> written = durable(observations.stream().map(log::write).toList());
        List<String> ids = written.stream().map(each -> each.id().value()).toList();
        boolean searchable = Boolean.parseBoolean(ctx.queryParam("wait"))
                && barrier.searchable(written, Duration.ofSeconds(WAIT_SECONDS)).join();
        List<MemoryJson> made = searchable ? made(caller, ids) : List.of();
        if (searchable && made.isEmpty() && ordered != null) {
            throw Refusal.conflict(
                    "nothing changed: " + Heads.find(seen(caller), caller.tenant(), ordered.id().toString()).ref()
                            + " is "
                            + MemoryJson.word(ordered.status()) + ", or a stronger word stands");
        }
        Door.json(ctx.status(searchable ? 200 : 202), new WriteResult(ids, searchable, made));
    }

    /** The memories that rest on these observations, whatever became of them. */
    private List<MemoryJson> made(Caller caller, List<String> observations) {
        MemoryFilter filter = MemoryFilter.CURRENT.withStatuses(Set.of(Status.values()))
                .withObservations(Set.copyOf(observations));
        Instant now = clock.instant();
        return seen(caller).list(caller.tenant(), filter, 100, null).memories().stream()
                .map(memory -> MemoryJson.of(memory, now)).toList();
    }

    private MemoryReader seen(Caller caller) {
        return Sighted.of(reader, caller);
    }

    private static List<Written> durable(List<CompletableFuture<Written>> writes) {
        try {
            return writes.stream().map(CompletableFuture::join).toList();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RecordTooLargeException tooLarge) {
                throw Refusal.tooLarge(String.valueOf(tooLarge.getMessage()));
            }
            if (e.getCause() instanceof RejectedExecutionException tooFast) {
                throw Refusal.tooFast(String.valueOf(tooFast.getMessage()));
            }
            throw Refusal.unavailable("the write is not durable: the brokers do not confirm it. Send it again");
        }
    }

    private static String reason(Context ctx) {
        return Optional.ofNullable(ctx.queryParam("reason")).orElse("");
    }

    static <T> T body(Context ctx, Class<T> type) {
        try {
            T body = Door.JSON.readValue(ctx.bodyAsBytes(), type);
            if (body == null) {
                throw Refusal.badRequest("the body is empty");
            }
            return body;
        } catch (JsonProcessingException e) {
            throw Refusal.badRequest("the body is not the JSON expected here: " + e.getOriginalMessage());
        } catch (java.io.IOException e) {
            throw Refusal.badRequest("the body cannot be read");
        }
    }
}
