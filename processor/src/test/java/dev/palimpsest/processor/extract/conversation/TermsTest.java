package dev.palimpsest.processor.extract.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.palimpsest.memory.Kind;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.claim.Claim;
import dev.palimpsest.memory.claim.Claim.Statement;
import dev.palimpsest.memory.observation.Conversation;
import dev.palimpsest.memory.observation.Observation;
import dev.palimpsest.memory.observation.Payload.ConversationTurn;
import dev.palimpsest.memory.observation.Payload.Role;
import dev.palimpsest.memory.observation.Payload.Terms;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.jspecify.annotations.Nullable;

/** On which terms what was said is remembered, and what becomes working memory. */
class TermsTest {

    private static final Subject SESSION = Subject.parse("run:morning");
    private static final Instant END = Turns.SAID_AT.plus(Duration.ofDays(3));

    @Test
    void shouldGiveAllOfATurnTheEndAndTheProtectionItAskedFor() {
        List<Claim> claims = claims(Turns.ALICE, "We decided to block port 445.", new Terms(END, true, false));

        assertThat(claims).hasSizeGreaterThan(1).allSatisfy(claim -> {
            assertThat(((Statement) claim).valid().to()).isEqualTo(END);
            assertThat(((Statement) claim).immutable()).isTrue();
        });
    }

    @Test
    void shouldEndAtOnceWhatEndsBeforeItWasSaid() {
        Statement said = (Statement) claims(Turns.ALICE, "Hello.",
                new Terms(Turns.SAID_AT.minusSeconds(60), false, false)).getFirst();

        assertThat(said.valid().to()).isEqualTo(said.valid().from());
    }

    @Test
    void shouldKeepAWorkingTurnAsTheSessionsScratchBesideTheTurnItself() {
        List<Claim> claims = claims(Turns.ALICE, "We decided to block port 445.", new Terms(null, false, true));

        assertThat(claims).map(claim -> ((Statement) claim).kind()).containsExactly(Kind.EPISODIC, Kind.WORKING);
        assertThat(claims.getLast().subject()).isEqualTo(SESSION);
        assertThat(((Statement) claims.getLast()).content().plain().orElseThrow().first(ConversationClaims.PERSON))
                .contains("user:alice");
    }

    @Test
    void shouldTakeFactsForScratchWhereNobodyButTheSessionIsNamed() {
        assertThat(claims(SESSION, "We decided to block port 445.", Terms.USUAL))
                .map(claim -> ((Statement) claim).kind()).containsExactly(Kind.EPISODIC, Kind.WORKING);
        assertThat(claims(Turns.ALICE, "We decided to block port 445.", Terms.USUAL))
                .map(claim -> ((Statement) claim).kind()).containsExactly(Kind.EPISODIC, Kind.SEMANTIC);
    }

    @Test
    void shouldCountATtlFromWhenItWasSaidAndKnowARetryStill() {
        Conversation said = conversation(Duration.ofDays(3), SESSION, false);
        Observation first = said.observations(Turns.TENANT, "chat", Turns.SAID_AT.plusSeconds(7)).getFirst();
        Observation retry = said.observations(Turns.TENANT, "chat", Turns.SAID_AT.plusSeconds(9)).getFirst();

        assertThat(((ConversationTurn) first.payload()).terms().until()).isEqualTo(END);
        assertThat(retry.id()).isEqualTo(first.id());
    }

    @Test
    void shouldRefuseATtlOfNothingAndScratchOfNoSession() {
        assertThatThrownBy(() -> conversation(Duration.ZERO, SESSION, false)).hasMessageContaining("a ttl is longer");
        assertThatThrownBy(() -> conversation(Duration.ofDays(40_000), SESSION, false))
                .hasMessageContaining("a ttl is longer");
        assertThatThrownBy(() -> conversation(null, null, true)).hasMessageContaining("belongs to a session");
    }

    private static Conversation conversation(@Nullable Duration ttl, @Nullable Subject session, boolean working) {
        return new Conversation(Turns.ALICE, List.of(), session,
                List.of(new Conversation.Turn(Role.USER, "note", Turns.SAID_AT)), Map.of(), true,
                new Terms(null, false, working), ttl, null);
    }

    private static List<Claim> claims(Subject subject, String text, Terms terms) {
        return ConversationClaims.of(Turns.observed(
                new ConversationTurn(subject, Role.USER, text, SESSION, List.of(), Map.of(), true, terms)));
    }
}
