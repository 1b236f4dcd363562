package dev.palimpsest.query.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.palimpsest.access.Caller;
import dev.palimpsest.access.ConversationRequest;
import dev.palimpsest.access.Door;
import dev.palimpsest.access.JsonFault;
import dev.palimpsest.access.Operation;
import dev.palimpsest.access.Parameter;
import dev.palimpsest.access.Refusal;
import dev.palimpsest.access.Right;
import dev.palimpsest.index.MemoryFilter;
import dev.palimpsest.index.MemoryReader;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.Protection;
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
import dev.palimpsest.query.order.SessionOwners;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
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

    private static final String MEMORY = "/api/v1/memories/{id}";
    /** What an immutable memory is not open to. */
    private static final Set<Action> CHANGES = EnumSet.of(Action.REVISE, Action.RETRACT, Action.UNPIN);

    private static final Parameter WAIT = Parameter.truth("wait", "answer once what is written can be searched");
    private static final Parameter REASON = Parameter.text("reason", "why, for the history");
    private static final Parameter KEY = Parameter.header("Idempotency-Key",
            "makes a retry harmless; with other content it is refused");
    private static final Parameter[] ORDER = {WAIT, REASON, KEY,
            Parameter.header("If-Match", "the version it is about, as the ETag of an answer has it")};

    private final ObservationLog log;
    private final WriteBarrier barrier;
    private final MemoryReader reader;
    private final SessionOwners sessions;
    private final InstantSource clock;
    private final SentKeys sent = new SentKeys();

    WriteRoutes(Writes writes, InstantSource clock) {
        this.log = writes.observations();
        this.barrier = writes.barrier();
        this.reader = writes.reader();
        this.sessions = writes.sessions();
        this.clock = clock;
    }

    void addTo(RoutesConfig routes) {
        routes.addEndpoint(written(Operation.post("/api/v1/memories", "Add a conversation", WAIT, KEY)
                .takes(ConversationRequest.class)).by(Right.WRITE, this::add));
        routes.addEndpoint(written(Operation.delete(MEMORY, "Retract a memory; its history stays", ORDER))
                .by(Right.WRITE, ctx -> order(ctx, Action.RETRACT, null, reason(ctx))));
        routes.addEndpoint(written(Operation.patch(MEMORY, "Give a memory a new wording", ORDER)
                .takes(Requests.Revise.class)).by(Right.WRITE, this::revise));
        order(routes, Action.RESTORE, Right.CURATE, "Take a retraction back");
        order(routes, Action.PIN, Right.WRITE, "Keep a memory from ending by itself");
        order(routes, Action.UNPIN, Right.WRITE, "Keep it no longer from ending by itself");
        order(routes, Action.IMMUTABLE, Right.CURATE, "Keep a memory as it is for good");
        order(routes, Action.QUARANTINE, Right.CURATE, "Hold a memory back from every answer");
        order(routes, Action.RELEASE, Right.CURATE, "Let a held memory be seen again");
        order(routes, Action.PURGE, Right.CURATE, "Empty a held memory for good");
        routes.addEndpoint(written(Operation.post("/api/v1/sessions/{run}/end", "End a session's working memory", WAIT,
                REASON, KEY)).by(Right.WRITE, this::endSession));
    }

    private void order(RoutesConfig routes, Action action, Right right, String summary) {
        routes.addEndpoint(written(Operation.post(MEMORY + "/" + MemoryJson.word(action), summary, ORDER))
                .by(right, ctx -> order(ctx, action, null, reason(ctx))));
    }

    private static Operation written(Operation operation) {
        return operation.answers(200, WriteResult.class).answers(202, WriteResult.class);
    }

    private void revise(Context ctx) {
        Requests.Revise body = body(ctx, Requests.Revise.class);
        if (body.text() == null || body.text().isBlank()) {
            throw Refusal.badRequest("text is missing");
        }
        order(ctx, Action.REVISE, body.text(), reason(ctx).isEmpty()
                ? Optional.ofNullable(body.reason()).orElse("")
                : reason(ctx));
    }

    /** What a write answers. */
    record WriteResult(List<String> observations, boolean searchable, List<MemoryJson> memories) {}

    private void add(Context ctx) {
        Caller caller = Door.caller(ctx);
        ConversationRequest request = body(ctx, ConversationRequest.class);
        Conversation conversation = request.toConversation(SentKeys.given(ctx).orElse(null));
        caller.requireMay(conversation);
        sessions.require(caller, conversation.session(), conversation.actors());
        Optional<String> _ = sent.keyOf(ctx, caller, request.toString());
        List<Observation> observations = conversation.observations(caller.tenant(), caller.name(), clock.instant());
        write(ctx, caller, null, observations);
    }

    private void order(Context ctx, Action action, @Nullable String text, String reason) {
        Caller caller = Door.caller(ctx);
        Memory memory = Heads.find(seen(caller), caller.tenant(), ctx.pathParam("id"));
        String content = text + "\n" + reason;
        if (!sent.isRetry(ctx, caller, content)) {
            ETags.require(ctx, memory);
        }
        if (memory.protection() == Protection.IMMUTABLE && CHANGES.contains(action)) {
            throw Refusal
                    .conflict(memory.ref() + " is immutable: no wording and no order changes it any more; it can be "
                            + "held in quarantine and, with its subject, forgotten");
        }
        Instant now = clock.instant();
        // A retry comes when the memory has another version already, and is the same order nevertheless.
        ObservationId id = ObservationId.of(caller.tenant(), "command", memory.id() + "\n" + action + "\n"
                + sent.keyOf(ctx, caller, content).orElse(memory.version() + "\n" + now));
        write(ctx, caller, memory,
                List.of(new Observation(id, caller.tenant(), caller.name(), TrustTier.ANALYST,
                        memory.marking(), now, now,
                        new Command(memory.subject(), memory.id(), action, text, reason, caller.name()),
                        memory.content().key().orElse(null))));
    }

    /** What stands of a session's working memory ends; with nothing there nothing happens, which is no conflict. */
    private void endSession(Context ctx) {
        Caller caller = Door.caller(ctx);
        Subject run = new Subject("run", ctx.pathParam("run"));
        caller.requireOpen(List.of(run));
        Instant now = clock.instant();
        ObservationId id = ObservationId.of(caller.tenant(), "command", run + "\n" + Action.END + "\n"
                + sent.keyOf(ctx, caller, reason(ctx)).orElse(now.toString()));
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
            throw Refusal.badRequest(JsonFault.of(e));
        } catch (java.io.IOException e) {
            throw Refusal.badRequest("the body cannot be read");
        }
    }
}
