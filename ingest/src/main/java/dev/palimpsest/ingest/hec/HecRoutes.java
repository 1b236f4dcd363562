package dev.palimpsest.ingest.hec;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.palimpsest.access.Caller;
import dev.palimpsest.access.Credentials;
import dev.palimpsest.access.Door;
import dev.palimpsest.access.Guesses;
import dev.palimpsest.access.Health;
import dev.palimpsest.access.Right;
import dev.palimpsest.ingest.decode.file.FileItem.FileProblem;
import dev.palimpsest.ingest.decode.file.FileItem.FileRecord;
import dev.palimpsest.ingest.decode.file.FileLimits;
import dev.palimpsest.ingest.decode.file.Files;
import dev.palimpsest.ingest.decode.file.RecordStream;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Splunk's HTTP Event Collector. A token is an API key and its tenant the caller's. Success is answered when the events are
 * durable, so every acknowledgement that is given is true already. Of a batch with a damaged event those before it are kept.
 */
public final class HecRoutes {

    /** Where all routes begin; they answer for missing credentials themselves, in Splunk's words. */
    public static final String PREFIX = "/services/collector";

    static final int EVENTS_MAX = 20_000;

    private static final int BYTES_MAX = 64 << 20;
    private static final int CHANNEL_CHARS_MAX = 128;
    private static final int ACKS_MAX = 10_000;
    private static final List<String> ABOUT = List.of("time", "host", "source", "sourcetype", "index");

    private final HecIntake intake;
    private final HecToken tokens;
    private final Health health;
    private final Acknowledgements acknowledgements = new Acknowledgements();
    private final Files files = new Files(FileLimits.BODY);

    public HecRoutes(HecIntake intake, Credentials credentials, Health health) {
        this(intake, credentials, health, new Guesses()::holdBack);
    }

    HecRoutes(HecIntake intake, Credentials credentials, Health health, Predicate<String> holdBack) {
        this.intake = intake;
        this.tokens = new HecToken(credentials, holdBack);
        this.health = health;
    }

    /** Adds the routes. */
    public void addTo(RoutesConfig routes) {
        for (String path : List.of("", "/", "/event", "/event/1.0")) {
            routes.post(PREFIX + path, this::events, Right.FEED);
        }
        for (String path : List.of("/raw", "/raw/1.0")) {
            routes.post(PREFIX + path, this::raw, Right.FEED);
        }
        for (String path : List.of("/ack", "/ack/1.0")) {
            routes.post(PREFIX + path, this::acks, Right.FEED);
        }
        for (String path : List.of("/health", "/health/1.0")) {
            routes.get(PREFIX + path, this::health, Right.FEED);
        }
        routes.exception(HecRefusal.class, (e, ctx) -> answer(ctx, e.answer()));
    }

    private void events(Context ctx) {
        Caller caller = tokens.caller(ctx);
        String channel = channel(ctx);
        byte[] bytes = HecBody.bytes(ctx, BYTES_MAX);
        HecBody body = HecBody.of(bytes, EVENTS_MAX);
        if (body.events().isEmpty() && body.fault() == null) {
            throw new HecRefusal(HecAnswer.NO_DATA);
        }
        List<byte[]> records = body.events().stream().map(event -> event.getBytes(StandardCharsets.UTF_8)).toList();
        finish(ctx, caller, channel, records, List.of(), body.fault());
    }

    private void raw(Context ctx) throws IOException {
        Caller caller = tokens.caller(ctx);
        String channel = channel(ctx);
        byte[] bytes = HecBody.bytes(ctx, BYTES_MAX);
        Map<String, String> about = new LinkedHashMap<>();
        ABOUT.forEach(name -> Optional.ofNullable(ctx.queryParam(name)).ifPresent(value -> about.put(name, value)));
        List<byte[]> records = new ArrayList<>();
        List<HecIntake.Unusable> unusable = new ArrayList<>();
        try (RecordStream lines = files.open("raw", new ByteArrayInputStream(bytes))) {
            for (var item = lines.next(); item.isPresent(); item = lines.next()) {
                if (records.size() + unusable.size() == EVENTS_MAX) {
                    throw new HecRefusal(HecAnswer.TOO_LARGE);
                }
                switch (item.get()) {
                    case FileRecord line ->
                        records.add(about.isEmpty() ? line.bytes() : enveloped(line.bytes(), about));
                    case FileProblem problem when problem.tooMuch() -> throw new HecRefusal(HecAnswer.TOO_LARGE);
                    case FileProblem problem -> unusable.add(new HecIntake.Unusable(new byte[0],
                            "line " + problem.index() + " of a request: " + problem.reason()));
                }
            }
        }
        if (records.isEmpty() && unusable.isEmpty()) {
            throw new HecRefusal(HecAnswer.NO_DATA);
        }
        finish(ctx, caller, channel, records, unusable, null);
    }

    private void finish(Context ctx, Caller caller, @Nullable String channel, List<byte[]> records,
            List<HecIntake.Unusable> unusable, @Nullable HecAnswer fault) {
        if (!intake.write(caller, records, unusable, fault == null)) {
            throw new HecRefusal(HecAnswer.BUSY);
        }
        if (fault != null) {
            throw new HecRefusal(fault);
        }
        answer(ctx, HecAnswer.success(channel == null ? null : acknowledgements.give(caller, channel)));
    }

    private void acks(Context ctx) {
        Caller caller = tokens.caller(ctx);
        String channel = channel(ctx);
        if (channel == null) {
            throw new HecRefusal(HecAnswer.CHANNEL_MISSING);
        }
        Map<String, Boolean> states = new LinkedHashMap<>();
        for (JsonNode id : asked(ctx)) {
            if (!id.canConvertToLong() || states.size() == ACKS_MAX) {
                throw new HecRefusal(HecAnswer.INVALID_DATA);
            }
            states.put(id.asText(), acknowledgements.take(caller, channel, id.asLong()));
        }
        Door.json(ctx, Map.of("acks", states));
    }

    private static JsonNode asked(Context ctx) {
        try {
            JsonNode body = Door.JSON.readTree(ctx.bodyAsBytes());
            if (body.path("acks").isArray()) {
                return body.path("acks");
            }
        } catch (JsonProcessingException e) {
            throw new HecRefusal(HecAnswer.INVALID_DATA);
        } catch (IOException e) {
            throw new IllegalStateException("a body in memory cannot fail to be read", e);
        }
        throw new HecRefusal(HecAnswer.INVALID_DATA);
    }

    private void health(Context ctx) {
        answer(ctx, health.problems().isEmpty() ? HecAnswer.HEALTHY : HecAnswer.UNHEALTHY);
    }

    /** The header, or the parameter that stands in for it. */
    private static @Nullable String channel(Context ctx) {
        String header = ctx.header("X-Splunk-Request-Channel");
        String channel = header == null ? ctx.queryParam("channel") : header;
        if (channel == null || channel.isBlank()) {
            return null;
        }
        if (channel.length() > CHANNEL_CHARS_MAX) {
            throw new HecRefusal(HecAnswer.INVALID_CHANNEL);
        }
        return channel;
    }

    private static byte[] enveloped(byte[] line, Map<String, String> about) {
        ObjectNode envelope = Door.JSON.createObjectNode();
        about.forEach(envelope::put);
        envelope.put("event", new String(line, StandardCharsets.UTF_8));
        return envelope.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void answer(Context ctx, HecAnswer answer) {
        Door.json(ctx.status(answer.status()), answer);
    }
}
