package dev.palimpsest.ingest.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.palimpsest.access.Caller;
import dev.palimpsest.access.ConversationRequest;
import dev.palimpsest.access.Door;
import dev.palimpsest.access.JsonFault;
import dev.palimpsest.access.Operation;
import dev.palimpsest.access.Parameter;
import dev.palimpsest.access.Refusal;
import dev.palimpsest.access.Right;
import dev.palimpsest.ingest.decode.file.FileItem;
import dev.palimpsest.ingest.decode.file.FileLimits;
import dev.palimpsest.ingest.decode.file.Files;
import dev.palimpsest.ingest.decode.file.RecordStream;
import dev.palimpsest.ingest.decode.record.Arrival;
import dev.palimpsest.ingest.decode.record.Arrival.Expected;
import dev.palimpsest.ingest.decode.table.TableMapping;
import dev.palimpsest.ingest.observe.Observer;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.SourceName;
import dev.palimpsest.memory.observation.Conversation;
import dev.palimpsest.schemas.ObservationLog;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Iterator;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Intake over HTTP. Each route takes a batch, answers per item, and answers only when what it accepted is durable.
 */
public final class IntakeRoutes {

    /** Most items of one request. */
    static final int ITEMS_MAX = 20_000;

    private static final String TAKEN_ONCE = ": send it in several; what was taken of these is not taken twice";
    /** Files of conversations come from elsewhere, and hold more than is asked for. */
    private static final ObjectReader CONVERSATIONS = Door.JSON.readerFor(ConversationRequest.class)
            .without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    private static final Pattern LABEL = Pattern.compile("[\\w.:-]{1,100}");

    private static final Parameter SOURCE = Parameter.text("source", "who speaks; the key's name unless said");
    private static final Parameter[] HINTS = {SOURCE,
            Parameter.text("as", "what lines without a form of their own are"),
            Parameter.text("malware", "whose indicators a bare list holds"),
            Parameter.text("reliability", "of the source, A to F"),
            Parameter.text("mapping", "what the columns of a table mean"),
            Parameter.text("mapping_name", "of this mapping")};

    private final ObservationLog log;
    private final InstantSource clock;
    private final Observer observer = new Observer();
    private final Files files = new Files(FileLimits.BODY);

    public IntakeRoutes(ObservationLog log, InstantSource clock) {
        this.log = log;
        this.clock = clock;
    }

    /** Adds the routes. */
    public void addTo(RoutesConfig routes) {
        routes.addEndpoint(batch("/v1/events", "Take events, in any form that is known", HINTS)
                .by(Right.FEED, ctx -> answer(ctx, body(ctx, Expected.EVENTS))));
        routes.addEndpoint(batch("/v1/intelligence", "Take threat intelligence, in any form that is known", HINTS)
                .by(Right.FEED, ctx -> answer(ctx, body(ctx, Expected.INTELLIGENCE))));
        routes.addEndpoint(batch("/v1/records", "Take records cut from a file by the sender, one a line", HINTS)
                .by(Right.FEED, ctx -> answer(ctx, records(ctx))));
        routes.addEndpoint(batch("/v1/conversations", "Take conversations, one a line", SOURCE,
                Parameter.header("Idempotency-Key", "makes a retry harmless"))
                .by(Right.FEED, ctx -> answer(ctx, conversations(ctx))));
    }

    private static Operation batch(String path, String summary, Parameter... parameters) {
        return Operation.post(path, summary, parameters)
                .takes(new Operation.Content(Operation.NDJSON, String.class, true)).answers(BatchResult.class);
    }

    private static void answer(Context ctx, BatchResult result) {
        Door.json(ctx.status(result.status()), result);
    }

    /** A body in any format that files may have: NDJSON, a JSON document or array, CSV, a list, gzip or zip of these. */
    private BatchResult body(Context ctx, Expected expected) throws IOException {
        Caller caller = Door.caller(ctx);
        Arrival arrival = arrival(ctx, expected);
        Batch batch = new Batch(log);
        Files declared = new Files(FileLimits.BODY, arrival.mapping());
        Repeats repeats = new Repeats();
        try (RecordStream records = declared.open("body", ctx.bodyInputStream())) {
            for (Optional<FileItem> item = records.next(); item.isPresent(); item = records.next()) {
                requireRoom(batch);
                switch (item.get()) {
                    case FileItem.FileRecord record -> take(batch, caller, arrival, record.bytes(),
                            repeats.name(record.bytes()));
                    case FileItem.FileProblem problem -> refuse(batch, problem);
                }
            }
        }
        return batch.await();
    }

    /**
     * Lines {@code {"record":"…"}} or {@code {"record64":"…"}} with an optional {@code "position"}: raw records of any
     * format, several lines long or binary, that the sender names by position.
     */
    private BatchResult records(Context ctx) {
        Caller caller = Door.caller(ctx);
        Arrival arrival = arrival(ctx, expected(Optional.ofNullable(ctx.queryParam("as")).orElse("ANY")));
        Batch batch = new Batch(log);
        Repeats repeats = new Repeats();
        for (Iterator<String> lines = ctx.body().lines().iterator(); lines.hasNext();) {
            requireRoom(batch);
            try {
                RecordLine line = Door.JSON.readValue(lines.next(), RecordLine.class);
                if (line == null) {
                    throw new IllegalArgumentException("null is no record");
                }
                byte[] bytes = line.bytes();
                take(batch, caller, arrival, bytes, line.position() == null ? repeats.name(bytes) : line.position());
            } catch (JsonProcessingException | IllegalArgumentException e) {
                batch.refuse("not a line {\"record\":…}");
            }
        }
        return batch.await();
    }

    private static Expected expected(String word) {
        return Stream.of(Expected.values()).filter(each -> each.name().equals(word)).findFirst()
                .orElseThrow(() -> Refusal.badRequest("as is one of " + Stream.of(Expected.values()).map(Enum::name)
                        .collect(Collectors.joining(", ")) + "; got: " + word));
    }

    private BatchResult conversations(Context ctx) {
        Caller caller = Door.caller(ctx);
        String source = source(ctx, caller);
        Batch batch = new Batch(log);
        try (RecordStream lines = files.open("body.ndjson", new ByteArrayInputStream(ctx.bodyAsBytes()))) {
            for (Optional<FileItem> item = lines.next(); item.isPresent(); item = lines.next()) {
                requireRoom(batch);
                if (item.get() instanceof FileItem.FileRecord record) {
                    converse(batch, caller, source, record.bytes(), ctx.header("Idempotency-Key"));
                } else if (item.get() instanceof FileItem.FileProblem problem) {
                    refuse(batch, problem);
                }
            }
        } catch (IOException e) {
            throw Refusal.badRequest("the body cannot be read");
        }
        return batch.await();
    }

    private void converse(Batch batch, Caller caller, String source, byte[] line, @Nullable String key) {
        try {
            ConversationRequest request = CONVERSATIONS.readValue(line);
            String itemKey = key == null ? null : key + "#" + batch.size();
            if (request == null) {
                throw new IllegalArgumentException("not a conversation in JSON");
            }
            Conversation conversation = request.toConversation(itemKey);
            caller.requireMay(conversation);
            requireOwnSession(caller, conversation.session());
            batch.write(conversation.observations(caller.tenant(), source, clock.instant()));
        } catch (IllegalArgumentException e) {
            batch.refuse(String.valueOf(e.getMessage()));
        } catch (JsonProcessingException e) {
            batch.refuse("not a conversation in JSON: " + JsonFault.of(e).replaceFirst("^the body", "it"));
        } catch (IOException e) {
            batch.refuse("not a conversation in JSON");
        }
    }

    /** Nothing is read here that would tell whose a session is, so who is granted some people only names sessions they are granted. */
    private static void requireOwnSession(Caller caller, @Nullable Subject session) {
        if (session != null && !caller.sight().isOpen(session)) {
            throw Refusal.notGranted(session);
        }
    }

    private void take(Batch batch, Caller caller, Arrival arrival, byte[] bytes, String position) {
        switch (observer.observe(caller.tenant(), arrival, bytes, position)) {
            case Observer.Observed.Observations found -> batch.write(found.observations());
            case Observer.Observed.Nothing nothing -> batch.ignore(nothing.reason());
            case Observer.Observed.Refused refused -> batch.refuse(refused.reason());
        }
    }

    private Arrival arrival(Context ctx, Expected expected) {
        Arrival arrival = Arrival.of(source(ctx, Door.caller(ctx)), clock.instant()).expecting(expected);
        String malware = ctx.queryParam("malware");
        String reliability = ctx.queryParam("reliability");
        if (reliability != null && !reliability.matches("[A-F]")) {
            throw Refusal.badRequest("reliability is A to F");
        }
        Arrival graded = arrival.withReliability(reliability);
        Arrival hinted = malware == null ? graded : graded.withMalwareHint(malware);
        String mapping = ctx.queryParam("mapping");
        return mapping == null
                ? hinted
                : hinted.withMapping(mapping(ctx.queryParam("mapping_name"), mapping, expected));
    }

    private static TableMapping mapping(@Nullable String name, String text, Expected expected) {
        if (expected == Expected.EVENTS) {
            throw Refusal.badRequest("a mapping is for tables of intelligence, not for events");
        }
        try {
            return TableMapping.parse(name != null && name.matches("[\\w.-]{1,100}") ? name : "mapping", text);
        } catch (IllegalArgumentException e) {
            throw Refusal.badRequest(String.valueOf(e.getMessage()));
        }
    }

    /** The caller, and behind them what they call what they send: trust hangs on the credential alone. */
    private static String source(Context ctx, Caller caller) {
        return new SourceName(caller.name(), Optional.ofNullable(ctx.queryParam("source"))
                .filter(name -> LABEL.matcher(name).matches()).orElse(null)).text();
    }

    private static void refuse(Batch batch, FileItem.FileProblem problem) {
        if (problem.tooMuch()) {
            throw Refusal.tooLarge(problem.reason() + TAKEN_ONCE);
        }
        batch.refuse(problem.reason());
    }

    private static void requireRoom(Batch batch) {
        if (batch.size() >= ITEMS_MAX) {
            throw Refusal.tooLarge(
                    "a request has at most " + ITEMS_MAX + " items" + TAKEN_ONCE);
        }
    }

    /** A raw record in JSON. */
    record RecordLine(@Nullable String record,
            @Nullable String record64,
            @Nullable String position) {

        byte[] bytes() {
            if (record != null) {
                return record.getBytes(StandardCharsets.UTF_8);
            }
            if (record64 != null) {
                return Base64.getDecoder().decode(record64);
            }
            throw new IllegalArgumentException("record is missing");
        }
    }
}
