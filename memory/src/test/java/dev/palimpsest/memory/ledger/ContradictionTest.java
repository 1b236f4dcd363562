package dev.palimpsest.memory.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palimpsest.memory.Content;
import dev.palimpsest.memory.Evidence;
import dev.palimpsest.memory.Extractor;
import dev.palimpsest.memory.Identity.Form;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.Sample;
import dev.palimpsest.memory.Status;
import dev.palimpsest.memory.Support;
import dev.palimpsest.memory.TrustTier;
import dev.palimpsest.memory.claim.Claim;
import dev.palimpsest.memory.claim.Claim.Instruction;
import dev.palimpsest.memory.claim.Claim.Statement;
import dev.palimpsest.memory.observation.Payload.Action;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Weak words beside strong ones, and one word beside several. */
class ContradictionTest {

    @Test
    void shouldKeepTheStrongerWordStandingAndTheWeakerOneBesideIt() {
        Events events = Events.of(Sample.slot("zh", 1, TrustTier.ANALYST, "a"));

        Decision decision = events.add(Sample.slot("en", 9, TrustTier.ASSISTANT, "b"));

        Statement rival = ((Decision.Contradicted) decision).rival();
        Memory beside = Events.of(rival).memory();
        assertThat(events.memory().content()).isEqualTo(Content.Plain.of("zh"));
        assertThat(events.memory().trust()).isEqualTo(TrustTier.ANALYST);
        assertThat(events.memory().support().contradictedBy()).containsExactly(beside.id());
        assertThat(events.memory().support().sources()).containsExactly("tests");
        assertThat(beside.content().plain().orElseThrow().first(Rivals.CONTRADICTS))
                .contains(events.memory().id().toString());
        assertThat(beside.isCandidate()).isTrue();
        assertThat(Rivals.isRival(beside.identity())).isTrue();
    }

    @Test
    void shouldAddOneMemoryForATierHoweverOftenItContradicts() {
        Events events = Events.of(Sample.slot("zh", 1, TrustTier.ANALYST, "a"));
        Events beside = new Events();
        for (int i = 0; i < 20; i++) {
            Decision decision = events.add(Sample.slot("value " + i, i, TrustTier.ASSISTANT, "b" + i));
            beside.add(((Decision.Contradicted) decision).rival());
        }

        assertThat(events.log()).hasSize(2);
        assertThat(beside.memory().content().plain().orElseThrow().text()).isEqualTo("value 19");
        assertThat(beside.memory().version()).isEqualTo(20);
    }

    @Test
    void shouldEndTheContradictionWhenAStrongerWordGivesAnotherValue() {
        Events events = Events.of(Sample.slot("zh", 1, TrustTier.ANALYST, "a"));
        Statement rival = ((Decision.Contradicted) events.add(Sample.slot("en", 9, TrustTier.ASSISTANT, "b"))).rival();
        Memory before = events.memory();
        Claim settling = Sample.slot("fr", 10, TrustTier.ANALYST, "c");
        events.add(settling);

        List<Instruction> orders = Rivals.settled(before, events.memory(), settling);

        Events beside = Events.of(rival);
        orders.forEach(beside::add);
        assertThat(events.memory().support().contradictedBy()).isEmpty();
        assertThat(orders).singleElement().extracting(Instruction::action).isEqualTo(Action.RETRACT);
        assertThat(beside.memory().status()).isEqualTo(Status.RETRACTED);
        assertThat(Rivals.settled(null, events.memory(), settling)).isEmpty();

        Decision again = events.add(Sample.slot("en", 30, TrustTier.ASSISTANT, "d"));
        beside.add(((Decision.Contradicted) again).rival());
        assertThat(beside.memory().status()).as("heard again").isEqualTo(Status.CURRENT);
        assertThat(events.memory().support().contradictedBy()).containsExactly(beside.memory().id());
    }

    @Test
    void shouldCallOneWeakSourcesWordACandidateUntilASecondSourceSaysSo() {
        Events events = Events.of(said(TrustTier.ASSISTANT, "one", "bot-1"));
        assertThat(events.memory().isCandidate()).isTrue();

        events.add(said(TrustTier.ASSISTANT, "two", "bot-1"));
        assertThat(events.memory().isCandidate()).as("the same source again").isTrue();

        events.add(said(TrustTier.ASSISTANT, "three", "bot-2"));
        assertThat(events.memory().isCandidate()).isFalse();
        assertThat(events.memory().support().sources()).containsExactly("bot-1", "bot-2");
    }

    @Test
    void shouldCallNoStrongWordACandidate() {
        assertThat(Events.of(said(TrustTier.ANALYST, "one", "alice")).memory().isCandidate()).isFalse();
        assertThat(Events.of(said(TrustTier.SENSOR_STRUCTURED, "one", "zeek")).memory().isCandidate()).isFalse();
        assertThat(Events.of(said(TrustTier.SENSOR_FREE_TEXT, "one", "zeek")).memory().isCandidate()).isTrue();
    }

    @Test
    void shouldForgetWhoBoreOutTheValueThatWasSuperseded() {
        Events events = Events.of(from(Sample.slot("zh", 1, TrustTier.ASSISTANT, "a"), "bot-1"),
                from(Sample.slot("zh", 2, TrustTier.ASSISTANT, "b"), "bot-2"));
        assertThat(events.memory().isCandidate()).isFalse();

        events.add(from(Sample.slot("en", 3, TrustTier.ASSISTANT, "c"), "bot-3"));

        assertThat(events.memory().support().sources()).containsExactly("bot-3");
        assertThat(events.memory().isCandidate()).isTrue();
    }

    @Test
    void shouldNameABoundedNumberOfSources() {
        Events events = new Events();
        IntStream.range(0, 50).forEach(i -> events.add(said(TrustTier.ASSISTANT, "said " + i, "bot-" + i)));

        assertThat(events.memory().support().sources()).hasSize(Support.SOURCES_MAX).startsWith("bot-0", "bot-1");
    }

    private static Statement said(TrustTier trust, String observation, String source) {
        return from(Sample.statement(Form.TEXT, "dc01 is a domain controller", 1, trust, observation), source);
    }

    private static Statement from(Statement claim, String source) {
        String observation = claim.evidence().getFirst().observation();
        return claim.restingOn(claim.occurrences(), List.of(new Evidence(observation, source, "observations", 0, 1,
                null, new Extractor("test", 1))));
    }
}
