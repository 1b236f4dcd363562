package dev.palimpsest.ingest.redrive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palimpsest.memory.MemoryId;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.TenantId;
import dev.palimpsest.memory.Tlp;
import dev.palimpsest.memory.TrustTier;
import dev.palimpsest.memory.observation.Observation;
import dev.palimpsest.memory.observation.ObservationId;
import dev.palimpsest.memory.observation.Payload;
import dev.palimpsest.memory.observation.Payload.Command;
import dev.palimpsest.memory.observation.Payload.Action;
import dev.palimpsest.schemas.letter.LetterId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RedecodingTest {

    private static final TenantId ACME = new TenantId("acme");
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final LetterId LETTER = LetterId.parse("0@7");
    private static final Subject ALICE = Subject.parse("user:alice");

    @Test
    void shouldLeaveAnOrderUnderTheKeyOfItsMemory() {
        Payload order = new Command(Subject.parse("ip:10.0.0.1"),
                MemoryId.parse("00000000-0000-8000-8000-000000000001"), Action.REVISE, "her words", "typo",
                "curator");

        Observation again = Redecoding.again(LETTER, observed(order), NOW);

        assertThat(again.keyId()).isEqualTo("hers.1");
        assertThat(again.payload()).isEqualTo(order);
    }

    @Test
    void shouldLetWhatAPersonSaysHaveTheKeyOfThatDay() {
        Payload said = new Payload.ConversationTurn(ALICE, Payload.Role.USER, "We call it north.", null, List.of(),
                Map.of(), true, Payload.Terms.USUAL);

        assertThat(Redecoding.again(LETTER, observed(said), NOW).keyId()).isNull();
    }

    private static Observation observed(Payload payload) {
        return new Observation(ObservationId.of(ACME, "test", "1"), ACME, "test", TrustTier.ANALYST, Tlp.AMBER, NOW,
                NOW,
                payload, "hers.1");
    }
}
