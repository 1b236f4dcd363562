package dev.palimpsest.ingest.redrive;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.palimpsest.access.Caller;
import dev.palimpsest.access.Door;
import dev.palimpsest.access.Operation;
import dev.palimpsest.access.Parameter;
import dev.palimpsest.access.Refusal;
import dev.palimpsest.access.Right;
import dev.palimpsest.ingest.redrive.Redrive.Outcome;
import dev.palimpsest.schemas.avro.LetterResolution;
import dev.palimpsest.schemas.letter.LetterId;
import dev.palimpsest.schemas.registry.RegistryException;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** Deciding about dead letters. Asking again is answered with what was decided first, and decides nothing. */
public final class RedriveRoutes {

    /** Longest reason. */
    static final int WHY_LENGTH_MAX = 500;

    private final Redrive redrive;

    public RedriveRoutes(Redrive redrive) {
        this.redrive = redrive;
    }

    private static final Parameter REASON = Parameter.text("reason", "why, for the record");

    /** Adds the routes. */
    public void addTo(RoutesConfig routes) {
        routes.addEndpoint(Operation.post("/v1/dead-letters/{id}/redrive",
                "Work on a dead letter again, once, with the body in its place where there is one", REASON)
                .takes(new Operation.Content("application/octet-stream", String.class, true))
                .answers(DecisionResult.class).by(Right.CURATE, this::redrive));
        routes.addEndpoint(Operation.post("/v1/dead-letters/{id}/discard", "Let a dead letter be", REASON.needed())
                .answers(DecisionResult.class).by(Right.CURATE, this::discard));
    }

    /**
     * What was decided.
     *
     * @param already      whether that was so before this request
     * @param observations ids of what the letter became
     * @param fixed        SHA-256 of the bytes given in its place
     * @param next         the letter that these bytes became, where they failed as well
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record DecisionResult(String id, String state, boolean already, String by, String why, List<String> observations,
            @Nullable String fixed, @Nullable String next) {

        static DecisionResult of(Outcome.Decided decided) {
            LetterResolution resolution = decided.resolution();
            return new DecisionResult(resolution.getLetter(), decided.state().word(), !decided.now(),
                    resolution.getBy(), resolution.getWhy(), resolution.getObservations(), resolution.getFixed(),
                    decided.next() == null ? null : decided.next().toString());
        }
    }

    private static Caller whole(Context ctx) {
        Caller caller = Door.caller(ctx);
        caller.requireWhole("dead letters hold what came in, whatever its marks");
        return caller;
    }

    private void redrive(Context ctx) {
        byte[] body = ctx.bodyAsBytes();
        answer(ctx, () -> redrive.redrive(whole(ctx), id(ctx), body.length == 0 ? null : body, why(ctx)));
    }

    private void discard(Context ctx) {
        String why = why(ctx);
        if (why.isBlank()) {
            throw Refusal.badRequest("say why it does not matter: reason=TEXT");
        }
        answer(ctx, () -> redrive.discard(whole(ctx), id(ctx), why));
    }

    private static void answer(Context ctx, Supplier<Outcome> order) {
        Outcome outcome;
        try {
            outcome = order.get();
        } catch (KafkaException e) {
            throw Refusal.unavailable("the brokers do not confirm it: ask again, it is done at most once");
        } catch (RegistryException e) {
            throw Refusal.unavailable("the schema registry does not answer now: ask again");
        }
        switch (outcome) {
            case Outcome.Decided decided -> Door.json(ctx, DecisionResult.of(decided));
            case Outcome.Undone undone -> throw Refusal.conflict("letter " + id(ctx) + " stays open: " + undone.why());
            case Outcome.Unknown _ -> throw Refusal.notFound("no dead letter " + id(ctx));
            case Outcome.Busy _ -> throw Refusal.unavailable("somebody else is deciding at this moment: ask again");
        }
    }

    private static LetterId id(Context ctx) {
        return LetterId.parse(ctx.pathParam("id"));
    }

    private static String why(Context ctx) {
        String why = Optional.ofNullable(ctx.queryParam("reason")).orElse("").strip();
        if (why.length() > WHY_LENGTH_MAX) {
            throw Refusal.badRequest("a reason has at most " + WHY_LENGTH_MAX + " characters");
        }
        return why;
    }
}
