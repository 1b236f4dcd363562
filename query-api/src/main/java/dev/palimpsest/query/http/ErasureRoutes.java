package dev.palimpsest.query.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import dev.palimpsest.access.Caller;
import dev.palimpsest.access.Door;
import dev.palimpsest.access.Operation;
import dev.palimpsest.access.Parameter;
import dev.palimpsest.access.Refusal;
import dev.palimpsest.access.Right;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.query.erasure.ErasureLog;
import dev.palimpsest.query.erasure.ErasureLog.Erasure;
import dev.palimpsest.query.erasure.Erasures;
import dev.palimpsest.schemas.avro.ErasureStep;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** To forget somebody for good, and the proof of it. */
final class ErasureRoutes {

    private final Erasures erasures;
    private final ErasureLog log;

    ErasureRoutes(Erasures erasures, ErasureLog log) {
        this.erasures = erasures;
        this.log = log;
    }

    void addTo(RoutesConfig routes) {
        routes.addEndpoint(Operation.post("/api/v1/subjects/{subject}/erase", "Forget a person for good",
                Parameter.text("reason", "why, for the certificate")).answers(202, Ordered.class)
                .by(Right.ADMIN, this::erase));
        routes.addEndpoint(Operation.get("/api/v1/certificates", "Erasures, the latest first")
                .answers(ErasuresResult.class).by(Right.AUDIT, ctx -> Door.json(ctx, new ErasuresResult(
                        log.all(whole(ctx).tenant()).stream().map(erasure -> ErasureJson.of(erasure, false))
                                .toList()))));
        routes.addEndpoint(Operation.get("/api/v1/certificates/{id}", "An erasure, with its signed certificate")
                .answers(ErasureJson.class).by(Right.AUDIT, this::certificate));
    }

    /** What was ordered. */
    record Ordered(String id, String subject, String state) {}

    /** All erasures, the latest first. */
    record ErasuresResult(List<ErasureJson> erasures) {}

    /**
     * An erasure.
     *
     * @param state       {@code pending} or {@code complete}
     * @param missing     what is still to come
     * @param certificate what is certified
     * @param signed      the very text that the signature is over: UTF-8
     * @param signature   Ed25519, in hexadecimal digits
     * @param publicKey   of the signature, SubjectPublicKeyInfo in hexadecimal digits
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ErasureJson(String id, String subject, String state, List<String> missing, Instant at, String actor,
            String reason, int ended, @Nullable JsonNode certificate, @Nullable String signed,
            @Nullable String signature, @Nullable String publicKey) {

        static ErasureJson of(Erasure erasure, boolean whole) {
            ErasureStep order = erasure.order();
            ErasureStep step = whole ? erasure.certificate() : null;
            return new ErasureJson(order.getId(), Untrusted.escaped(order.getSubject()),
                    erasure.isComplete() ? "complete" : "pending", erasure.missing(), order.getAt(),
                    Untrusted.escaped(order.getActor()), Untrusted.escaped(order.getReason()), erasure.ended(),
                    step == null ? null : json(step.getCertificate()), step == null ? null : step.getCertificate(),
                    step == null ? null : step.getSignature(), step == null ? null : step.getPublicKey());
        }

        private static @Nullable JsonNode json(@Nullable String text) {
            try {
                return text == null ? null : Door.JSON.readTree(text);
            } catch (IOException e) {
                throw new IllegalStateException("a certificate that is no JSON", e);
            }
        }
    }

    private void erase(Context ctx) {
        Caller caller = Door.caller(ctx);
        caller.requireWhole("an erasure ends memories whoever else they belong to");
        Subject person = Subject.parse(ctx.pathParam("subject"));
        String id = erasures.order(caller, person, Optional.ofNullable(ctx.queryParam("reason")).orElse(""));
        Door.json(ctx.status(202), new Ordered(id, person.toString(), "pending"));
    }

    private void certificate(Context ctx) {
        String id = ctx.pathParam("id");
        Door.json(ctx, ErasureJson.of(log.find(whole(ctx).tenant(), id)
                .orElseThrow(() -> Refusal.notFound("no erasure " + id)), true));
    }

    /** Certificates name who is forgotten. */
    private static Caller whole(Context ctx) {
        Caller caller = Door.caller(ctx);
        caller.requireWhole("certificates name everybody who is forgotten");
        return caller;
    }
}
