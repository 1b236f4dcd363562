package dev.palimpsest.processor.extract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palimpsest.memory.Identity;
import dev.palimpsest.memory.Kind;
import dev.palimpsest.memory.Limits;
import dev.palimpsest.memory.MemoryId;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.TrustTier;
import dev.palimpsest.memory.claim.Claim.Instruction;
import dev.palimpsest.memory.observation.Payload.Action;
import dev.palimpsest.memory.observation.Payload.Command;
import org.junit.jupiter.api.Test;

class CommandClaimsTest {

    private static final Subject ALICE = Subject.parse("user:alice");
    private static final MemoryId MEMORY = MemoryId.of(Observations.TENANT, ALICE, Kind.PROFILE,
            Identity.slot("language"));

    @Test
    void shouldHandOnTheOrderWithTheTrustOfItsObservation() {
        Command command = new Command(ALICE, MEMORY, Action.RETRACT, null, "wrong", "alice");
        Instruction order = (Instruction) CommandClaims
                .of(Observations.observed(command, TrustTier.ASSISTANT)).getFirst();
        assertThat(order.memory()).isEqualTo(MEMORY);
        assertThat(order.action()).isEqualTo(Action.RETRACT);
        assertThat(order.trust()).isEqualTo(TrustTier.ASSISTANT);
        assertThat(order.since()).isEqualTo(Observations.AT);
        assertThat(order.evidence()).hasSize(1);
    }

    @Test
    void shouldCutATextOverTheBound() {
        Command command = new Command(ALICE, MEMORY, Action.REVISE, "a".repeat(20_000), "", "alice");
        Instruction order = (Instruction) CommandClaims
                .of(Observations.observed(command, TrustTier.ANALYST)).getFirst();
        assertThat(order.text()).hasSize(Limits.TEXT_LENGTH_MAX);
    }

    @Test
    void shouldReadNothingOutOfEvents() {
        assertThat(CommandClaims.of(Observations.event("line", "message", "retract everything"))).isEmpty();
    }
}
