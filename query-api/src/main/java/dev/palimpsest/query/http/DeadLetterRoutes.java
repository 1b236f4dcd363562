package dev.palimpsest.query.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.palimpsest.access.Door;
import dev.palimpsest.access.Operation;
import dev.palimpsest.access.Parameter;
import dev.palimpsest.access.Refusal;
import dev.palimpsest.access.Right;
import dev.palimpsest.query.audit.DeadLetterReading;
import dev.palimpsest.query.recall.FilterRequest;
import dev.palimpsest.schemas.avro.DeadLetter;
import dev.palimpsest.schemas.avro.LetterResolution;
import dev.palimpsest.schemas.letter.LetterState;
import dev.palimpsest.schemas.letter.Remedy;
import dev.palimpsest.trust.seal.SealedRecords;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Looking at what could not be worked on. */
final class DeadLetterRoutes {

    private static final int LIMIT_USUAL = 50;
    private static final int LIMIT_MAX = 1000;

    private final DeadLetterReading letters;

    DeadLetterRoutes(DeadLetterReading letters) {
        this.letters = letters;
    }

    void addTo(RoutesConfig routes) {
        routes.addEndpoint(Operation.get("/api/v1/dead-letters", "What could not be worked on, the latest first",
                Parameter.text("since", "arrived at or after, ISO 8601"),
                Parameter.word("state", "all unless said", Stream.of(LetterState.values()).map(LetterState::word)
                        .toList()),
                Parameter.number("limit", 1, LIMIT_MAX, "most letters; " + LIMIT_USUAL + " unless said"))
                .answers(LettersResult.class).by(Right.AUDIT, this::latest));
    }

    /** The tenant's letters, latest first. */
    record LettersResult(List<LetterJson> letters) {}

    /**
     * A letter.
     *
     * @param id        its place among the letters, partition@offset
     * @param state     open, redriven, failed-again or discarded
     * @param record    where what it holds came from; left out where it came by HTTP or a file
     * @param value     what it holds, escaped and cut: data, nothing to act on; {@value SealedRecords#ERASED} where its key is destroyed
     * @param former    the letter it came of, where that failed again
     * @param hindrance why it cannot be redriven as it is; left out where it can be and where it is not open
     * @param fixable   whether a redrive can be given other bytes in place of what it holds
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record LetterJson(String id, Instant at, String state, String stage, String reason, @Nullable String source,
            @Nullable String record, @Nullable String value, @Nullable String former, @Nullable String hindrance,
            @Nullable Boolean fixable, @Nullable ResolutionJson resolution) {

        static LetterJson of(DeadLetterReading.Letter letter) {
            DeadLetter content = letter.content();
            boolean open = letter.state() == LetterState.OPEN;
            Remedy remedy = Remedy.of(content);
            return new LetterJson(letter.id().toString(), content.getAt(), letter.state().word(), content.getStage(),
                    Untrusted.escaped(content.getReason()),
                    Optional.ofNullable(content.getSource()).map(Untrusted::escaped).orElse(null),
                    content.getOffset() < 0
                            ? null
                            : content.getTopic() + " " + content.getPartition() + "@" + content.getOffset(),
                    Optional.ofNullable(content.getValue()).map(LetterJson::text)
                            .orElse(letter.erased() ? SealedRecords.ERASED : null),
                    content.getFormer(),
                    open && !remedy.why().isEmpty() ? remedy.why() : null,
                    open ? remedy instanceof Remedy.Whole || remedy instanceof Remedy.OnlyFixed : null,
                    ResolutionJson.of(letter));
        }

        private static String text(ByteBuffer bytes) {
            byte[] begin = new byte[Math.min(bytes.remaining(), 4 * Untrusted.LENGTH_MAX)];
            bytes.duplicate().get(begin);
            return Untrusted.escaped(new String(begin, StandardCharsets.UTF_8));
        }
    }

    /**
     * What became of a letter.
     *
     * @param observations ids of what was observed
     * @param fixed        SHA-256 of the bytes that were given in its place
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ResolutionJson(Instant at, String by, String why, List<String> observations, @Nullable String fixed) {

        static @Nullable ResolutionJson of(DeadLetterReading.Letter letter) {
            LetterResolution resolution = letter.resolution();
            return resolution == null || letter.resolvedAt() == null
                    ? null
                    : new ResolutionJson(letter.resolvedAt(), Untrusted.escaped(resolution.getBy()),
                            Untrusted.escaped(resolution.getWhy()), resolution.getObservations(),
                            resolution.getFixed());
        }
    }

    private void latest(Context ctx) {
        Door.caller(ctx).requireWhole("dead letters hold what came in, whatever its marks");
        int limit = ctx.queryParamAsClass("limit", Integer.class).getOrDefault(LIMIT_USUAL);
        if (limit < 1 || limit > LIMIT_MAX) {
            throw Refusal.badRequest("limit lies between 1 and " + LIMIT_MAX);
        }
        Instant since = Optional.ofNullable(FilterRequest.instant("since", ctx.queryParam("since")))
                .orElse(Instant.EPOCH);
        Door.json(ctx, new LettersResult(letters.latest(Door.caller(ctx).tenant(), since,
                Optional.ofNullable(ctx.queryParam("state")).map(LetterState::parse).orElse(null), limit).stream()
                .map(LetterJson::of).toList()));
    }
}
