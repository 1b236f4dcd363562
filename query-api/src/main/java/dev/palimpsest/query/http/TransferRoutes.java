package dev.palimpsest.query.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.palimpsest.access.Caller;
import dev.palimpsest.access.Door;
import dev.palimpsest.access.Operation;
import dev.palimpsest.access.Parameter;
import dev.palimpsest.access.Refusal;
import dev.palimpsest.access.Right;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.query.follow.Place;
import dev.palimpsest.query.transfer.Acknowledgement;
import dev.palimpsest.query.transfer.Line.Scope;
import dev.palimpsest.query.transfer.MemoryExport;
import dev.palimpsest.query.transfer.MemoryExport.Wish;
import dev.palimpsest.query.transfer.MemoryImport;
import dev.palimpsest.query.transfer.Transfers;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A tenant's memories, to be taken along and brought. */
public final class TransferRoutes {

    private static final Operation.Content LINES = new Operation.Content(Operation.NDJSON, String.class, false);

    private final MemoryExport export;
    private final MemoryImport imports;
    private final Place place;
    private final InstantSource clock;
    private final Transfers exporting;
    private final Transfers importing;

    public TransferRoutes(MemoryExport export, MemoryImport imports, Place place, InstantSource clock) {
        this.export = export;
        this.imports = imports;
        this.place = place;
        this.clock = clock;
        this.exporting = new Transfers("export", clock);
        this.importing = new Transfers("import", clock);
    }

    /** Adds the routes; before any that takes {@code export} for a memory's id. */
    public void addTo(RoutesConfig routes) {
        routes.addEndpoint(Operation.get("/api/v1/memories/export", "All memories, as lines",
                Parameter.word("versions", "current: where each stands; all: what happened to it",
                        List.of("current", "all")),
                Parameter.text("subject", "whose alone").several(),
                Parameter.text("after", "what the last cursor line said, to go on from there"))
                .answers(200, LINES).by(Right.AUDIT, this::export));
        routes.addEndpoint(Operation.post("/api/v1/memories/import", "Bring memories, as the lines of an export")
                .takes(new Operation.Content(Operation.NDJSON, String.class, true)).answers(200, LINES)
                .by(Right.ADMIN, this::take));
    }

    private void export(Context ctx) throws IOException {
        Caller caller = Door.caller(ctx);
        caller.requireWhole("an export holds all of a tenant's memories");
        Wish wish = new Wish(caller.tenant(), scope(ctx),
                ctx.queryParams("subject").stream().map(Subject::parse).collect(Collectors.toUnmodifiableSet()));
        String after = ctx.queryParam("after");
        Map<Integer, Long> left = after == null ? export.begin() : place.parse(caller.tenant(), after);
        try (Transfers.Slot slot = exporting.open(caller.tenant())) {
            OutputStream out = new BufferedOutputStream(
                    slot.timed(ctx.contentType(Operation.NDJSON).outputStream()));
            export.write(wish, left, open -> place.text(caller.tenant(), open), clock.instant(), out);
            out.close(); // not where it failed: as long as nothing is sent it can still be refused
        } catch (UncheckedIOException e) {
            throw e.getCause(); // by which the server knows that who asked is gone
        }
    }

    private static Scope scope(Context ctx) {
        String word = Optional.ofNullable(ctx.queryParam("versions")).orElse("current");
        return switch (word) {
            case "current", "all" -> Scope.valueOf(word.toUpperCase(Locale.ROOT));
            default -> throw Refusal.badRequest("versions is current or all; got: " + word);
        };
    }

    /** The answer begins while lines still come: who sends very many without reading it is held up, not forgotten. */
    private void take(Context ctx) throws IOException {
        Caller caller = Door.caller(ctx);
        caller.requireWhole("an import may bring any of a tenant's memories");
        try (Transfers.Slot slot = importing.open(caller.tenant())) {
            ctx.status(200).contentType(Operation.NDJSON);
            OutputStream out = ctx.res().getOutputStream(); // beside Javalin's own, which would hold back
            imports.run(caller, slot.timed(ctx.bodyInputStream()), told -> write(out, told));
            out.flush();
        } catch (UncheckedIOException e) {
            throw e.getCause(); // by which the server knows that who asked is gone
        }
    }

    private static void write(OutputStream out, Acknowledgement told) {
        try {
            out.write((Door.JSON.writeValueAsString(told) + "\n").getBytes(StandardCharsets.UTF_8));
            if (!(told instanceof Acknowledgement.Refused)) {
                out.flush();
            }
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an acknowledgement that is no JSON", e);
        } catch (IOException e) {
            throw new UncheckedIOException("who imports is gone", e);
        }
    }
}
