package dev.palimpsest.query.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.palimpsest.access.Caller;
import dev.palimpsest.access.Door;
import dev.palimpsest.access.Operation;
import dev.palimpsest.access.Parameter;
import dev.palimpsest.access.Refusal;
import dev.palimpsest.access.Right;
import dev.palimpsest.memory.Kind;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.ledger.EventHeader;
import dev.palimpsest.query.audit.MemoryLog;
import dev.palimpsest.query.audit.Tail;
import dev.palimpsest.query.follow.EventStream;
import dev.palimpsest.query.follow.IndexedHeads;
import dev.palimpsest.query.follow.Place;
import dev.palimpsest.query.follow.Seen;
import dev.palimpsest.query.follow.Streams;
import dev.palimpsest.query.follow.Words;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What happens to memories, as it happens. */
public final class FollowRoutes {

    private static final String EARLIEST = "earliest";
    private static final String LAST = "Last-Event-ID";
    private static final List<String> KINDS = Arrays.stream(Kind.values()).map(MemoryJson::word).toList();
    private static final int VALUES_MAX = 100;

    private final MemoryLog log;
    private final IndexedHeads heads;
    private final Place place;
    private final Streams streams;

    public FollowRoutes(MemoryLog log, IndexedHeads heads, Place place, Streams streams) {
        this.log = log;
        this.heads = heads;
        this.place = place;
        this.streams = streams;
    }

    /** Adds the route. */
    public void addTo(RoutesConfig routes) {
        routes.addEndpoint(Operation.get("/api/v1/events", "What happens to memories, as it is committed",
                Parameter.text("subject", "whose, such as user:alice").several(),
                Parameter.word("kind", "of which kind", KINDS).several(),
                Parameter.word("event", "what happens", EventJson.types()).several(),
                Parameter.text("after", "an id, or earliest; what comes from now on where nothing is said"),
                Parameter.header(LAST, "the last id, which goes before after"))
                .answers(200, new Operation.Content("text/event-stream", ChangeJson.class, false))
                .by(Right.READ, this::follow));
    }

    private void follow(Context ctx) throws IOException {
        Caller caller = Door.caller(ctx);
        Predicate<MemoryLog.Entry> wanted = wanted(ctx);
        Seen seen = new Seen(caller, heads);
        String last = ctx.header(LAST);
        String after = last == null || last.isBlank() ? ctx.queryParam("after") : last;
        try (Streams.Slot _ = streams.open(caller.tenant()); Tail tail = tail(caller, after)) {
            ctx.status(200).contentType("text/event-stream;charset=utf-8").header("X-Accel-Buffering", "no");
            new EventStream(new EventStream.Session(caller,
                    entry -> wanted.test(entry) && seen.test(entry.record().event()), Door.again(ctx),
                    streams::isStopping, next -> place.text(caller.tenant(), next), this::line), tail,
                    ctx.res().getOutputStream(), System::nanoTime).run(); // beside Javalin's own, which would compress and hold back
        }
    }

    private Tail tail(Caller caller, @Nullable String after) {
        if (after == null || after.equals(EARLIEST)) {
            return log.follow(after != null);
        }
        return log.follow(place.parse(caller.tenant(), after));
    }

    private static Predicate<MemoryLog.Entry> wanted(Context ctx) {
        Set<Subject> subjects = values(ctx, "subject").stream().map(Subject::parse)
                .collect(Collectors.toUnmodifiableSet());
        Set<String> kinds = known(ctx, "kind", KINDS);
        Set<String> types = known(ctx, "event", EventJson.types());
        return entry -> {
            EventHeader header = entry.record().event().header();
            return (subjects.isEmpty() || subjects.contains(header.subject()))
                    && (kinds.isEmpty() || kinds.contains(MemoryJson.word(header.kind())))
                    && (types.isEmpty() || types.contains(EventJson.type(entry.record().event())));
        };
    }

    private static Set<String> known(Context ctx, String name, List<String> words) {
        List<String> given = values(ctx, name);
        given.stream().filter(word -> !words.contains(word)).findFirst().ifPresent(word -> {
            throw Refusal.badRequest(name + " is one of " + String.join(", ", words) + "; got: " + word);
        });
        return Set.copyOf(given);
    }

    private static List<String> values(Context ctx, String name) {
        List<String> given = ctx.queryParams(name);
        if (given.size() > VALUES_MAX) {
            throw Refusal.badRequest("at most " + VALUES_MAX + " values of " + name);
        }
        return given;
    }

    private String line(MemoryLog.Entry entry) {
        try {
            return Door.JSON.writeValueAsString(ChangeJson.of(entry, Words.of(entry.record().event(), heads)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an event that is no JSON", e);
        }
    }
}
