package dev.palimpsest.processor.extract.conversation;

import dev.palimpsest.memory.Content;
import dev.palimpsest.memory.Identity;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.TenantId;
import dev.palimpsest.memory.Tlp;
import dev.palimpsest.memory.TrustTier;
import dev.palimpsest.memory.claim.Claim;
import dev.palimpsest.memory.observation.Observation;
import dev.palimpsest.memory.observation.ObservationId;
import dev.palimpsest.memory.observation.Payload;
import dev.palimpsest.memory.observation.Payload.ConversationTurn;
import dev.palimpsest.memory.observation.Payload.Role;
import dev.palimpsest.processor.extract.Observed;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Turns to try, and what their claims say in short. */
final class Turns {

    static final TenantId TENANT = new TenantId("acme");
    static final Subject ALICE = Subject.parse("user:alice");
    static final Instant SAID_AT = Instant.parse("2026-03-01T09:00:00Z");

    private Turns() {}

    static Observed said(String text) {
        return observed(new ConversationTurn(ALICE, Role.USER, text, null, List.of(), Map.of(), true));
    }

    static Observed observed(Payload payload) {
        ObservationId id = ObservationId.of(TENANT, "turns", payload.toString());
        return new Observed(
                new Observation(id, TENANT, "chat", TrustTier.ANALYST, Tlp.CLEAR, SAID_AT, SAID_AT, payload),
                "palimpsest.observations.v1", 3, 42);
    }

    /** What a turn states besides having been said. */
    static List<Claim> statements(String text) {
        List<Claim> claims = ConversationClaims.of(said(text));
        return claims.subList(1, claims.size());
    }

    /** A claim in a few words: {@code grouping=host}, {@code watches>ip:10.0.0.1}, {@code [decision] …}, {@code RETRACT}. */
    static String brief(Claim claim) {
        return switch (claim) {
            case Claim.Instruction order -> order.action().name();
            case Claim.SourceNews _,Claim.Rollback _,Claim.Import _ ->
                throw new AssertionError("nobody says so in words");
            case Claim.Statement statement -> brief(statement, (Content.Plain) statement.content());
        };
    }

    private static String brief(Claim.Statement statement, Content.Plain content) {
        Identity identity = statement.identity();
        return switch (identity.form()) {
            case SLOT -> identity.key() + "=" + content.first(identity.key()).orElseThrow();
            case EDGE -> {
                String edge = identity.key().substring(0, identity.key().indexOf('>'));
                yield edge + ">" + content.first(edge).orElseThrow();
            }
            case TEXT, EPISODE, INDICATOR, STORY ->
                content.categories() + " " + content.text() + " " + content.entities();
        };
    }
}
