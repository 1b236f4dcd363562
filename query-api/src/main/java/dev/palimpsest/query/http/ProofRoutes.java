package dev.palimpsest.query.http;

import dev.palimpsest.access.Caller;
import dev.palimpsest.access.Door;
import dev.palimpsest.access.Operation;
import dev.palimpsest.access.Parameter;
import dev.palimpsest.access.Refusal;
import dev.palimpsest.access.Right;
import dev.palimpsest.index.MemoryReader;
import dev.palimpsest.memory.MemoryId;
import dev.palimpsest.query.audit.Export;
import dev.palimpsest.query.audit.Export.Wish;
import dev.palimpsest.query.audit.Verification;
import dev.palimpsest.query.recall.Heads;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;

/** What an auditor takes along, and what he brings. */
final class ProofRoutes {

    /** Each reads the whole log. */
    private static final int EXPORTS_AT_ONCE = 2;

    private final MemoryReader reader;
    private final Verification verification;
    private final Export export;
    private final Semaphore exports = new Semaphore(EXPORTS_AT_ONCE);

    ProofRoutes(MemoryReader reader, Verification verification, Export export) {
        this.reader = reader;
        this.verification = verification;
        this.export = export;
    }

    void addTo(RoutesConfig routes) {
        routes.addEndpoint(Operation.post("/api/v1/verify", "The same, and against a witness file")
                .takes(new Operation.Content(Operation.NDJSON, String.class, true))
                .answers(Verification.Report.class).by(Right.AUDIT,
                        ctx -> Door.json(ctx, verification.run(Door.caller(ctx).tenant(), ctx.body()))));
        routes.addEndpoint(Operation.get("/api/v1/export", "A bundle of all records, for the offline verifier",
                Parameter.text("memory", "ids of memories to prove").several(),
                Parameter.truth("only", "leave out all but the proofs"))
                .answers(200, new Operation.Content(Operation.NDJSON, String.class, false))
                .by(Right.AUDIT, this::export));
    }

    private void export(Context ctx) throws IOException {
        Caller caller = Door.caller(ctx);
        caller.requireWhole("a bundle holds all of a tenant's records");
        if (ctx.queryParams("memory").size() > Export.MEMORIES_MAX) {
            throw Refusal.badRequest("at most " + Export.MEMORIES_MAX + " memories get proofs in one bundle");
        }
        Set<MemoryId> memories = ctx.queryParams("memory").stream()
                .map(id -> Heads.find(reader, caller.tenant(), id).id()).collect(Collectors.toUnmodifiableSet());
        boolean only = Boolean.parseBoolean(ctx.queryParam("only"));
        if (only && memories.isEmpty()) {
            throw Refusal.badRequest("only=true leaves proofs alone: say of which memories, memory=ID");
        }
        if (!exports.tryAcquire()) {
            throw Refusal.tooFast(EXPORTS_AT_ONCE + " exports are running: ask again when one has ended");
        }
        try (OutputStream out = new BufferedOutputStream(ctx.contentType("application/x-ndjson").outputStream())) {
            export.write(new Wish(caller.tenant(), memories, !only), out);
        } finally {
            exports.release();
        }
    }
}
