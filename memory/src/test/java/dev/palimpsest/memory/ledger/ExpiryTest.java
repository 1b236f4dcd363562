package dev.palimpsest.memory.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.palimpsest.memory.Content;
import dev.palimpsest.memory.Identity.Form;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.Sample;
import dev.palimpsest.memory.Status;
import dev.palimpsest.memory.TrustTier;
import dev.palimpsest.memory.claim.Claim.Statement;
import dev.palimpsest.memory.indicator.DecayModel;
import dev.palimpsest.memory.observation.Payload.Action;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import dev.palimpsest.memory.claim.Claim.Instruction;
import dev.palimpsest.memory.observation.Reserved;
import java.util.List;
import java.util.Map;

/** When memories end by themselves, and what brings them back. */
class ExpiryTest {

    private static final Instant LATER = Sample.minute(5000);

    @Test
    void shouldEndWhenTheTimeIsOverThatItWasGiven() {
        Events events = Events.of(until(Sample.statement(Form.TEXT, "value", 10, TrustTier.ANALYST, "first"), 20));

        assertThat(end(events)).isEqualTo(Sample.minute(20));
        assertThat(expired(events).status()).isEqualTo(Status.EXPIRED);
        assertThat(expired(events).valid()).isEqualTo(events.memory().valid());
    }

    @Test
    void shouldHaveNoEndOfItsOwn() {
        assertThat(Expiry.DEFAULT.end(Events.of(Sample.sighting("seen", 10, "first")).memory(), LATER)).isEmpty();
        assertThat(Expiry.DEFAULT.end(Events.of(Sample.slot("zh", 10, TrustTier.ANALYST, "first")).memory(), LATER))
                .isEmpty();
    }

    @Test
    void shouldEndAnIndicatorOfWhichNothingWasHeardUntilItDecayed() {
        Memory memory = indicator().memory();
        Duration left = DecayModel.of(memory.subject()).until(Expiry.DEFAULT.decayedBelow());

        assertThat(DecayModel.of(memory.subject()).left(left.minusMinutes(1))).isGreaterThan(0.05);
        assertThat(DecayModel.of(memory.subject()).left(left.plusMinutes(1))).isLessThan(0.05);
        assertThat(end(indicator())).isEqualTo(memory.updatedAt().plus(left));
        assertThat(expired(indicator()).valid().to()).isNull();
    }

    @Test
    void shouldLetTheLastingWordOfTwoDecideTheEndOfASentence() {
        Statement brief = until(Sample.statement(Form.TEXT, "value", 10, TrustTier.ANALYST, "first"), 20);
        Statement longer = until(Sample.statement(Form.TEXT, "value", 12, TrustTier.ANALYST, "second"), 30);
        Statement lasting = Sample.statement(Form.TEXT, "value", 14, TrustTier.ANALYST, "third");

        assertThat(Events.of(longer, brief).memory().valid()).isEqualTo(Events.of(brief, longer).memory().valid());
        assertThat(Events.of(brief, longer).memory().valid().to()).isEqualTo(Sample.minute(30));
        assertThat(Events.of(brief, lasting).memory().valid().to()).isNull();
    }

    @Test
    void shouldComeBackWhereAPersonTakesItsEndAway() {
        Events events = Events.of(until(Sample.statement(Form.TEXT, "value", 10, TrustTier.ANALYST, "first"), 20));
        Memory ended = expired(events);

        Memory back = revised(ended, Map.of(Reserved.UNTIL, ""));
        Memory still = revised(ended, Map.of(Reserved.UNTIL, Sample.minute(25).toString()));

        assertThat(back.status(LATER)).isEqualTo(Status.CURRENT);
        assertThat(back.valid().to()).isNull();
        assertThat(still.status(LATER)).isEqualTo(Status.EXPIRED);
        assertThat(Expiry.DEFAULT.end(still, LATER)).isPresent();
    }

    private static Memory revised(Memory memory, Map<String, String> changes) {
        Instruction order = new Instruction(memory.tenant(), memory.subject(), memory.id(), Action.REVISE, null, "",
                "user:ann", Sample.minute(30), TrustTier.ANALYST, memory.marking(), List.of(Sample.evidence("order")),
                changes);
        return Ledger.apply(memory, ((Decision.Append) Ledger.decide(memory, order, LATER)).event());
    }

    @Test
    void shouldComeBackWhereItIsStatedAgainWithoutAnEnd() {
        Events events = Events.of(until(Sample.statement(Form.TEXT, "value", 10, TrustTier.ANALYST, "first"), 20));
        Memory ended = expired(events);

        Decision.Append decided = (Decision.Append) Ledger.decide(ended,
                Sample.statement(Form.TEXT, "value", 30, TrustTier.ANALYST, "second"), LATER);
        Memory back = Ledger.apply(Ledger.apply(ended, decided.event()), decided.then() == null
                ? decided.event()
                : decided.then());

        assertThat(back.status(LATER)).isEqualTo(Status.CURRENT);
        assertThat(back.occurrences().count()).isEqualTo(2);
        assertThat(back.valid().to()).isNull();
    }

    @Test
    void shouldStayOverWhereWhatIsStatedLateIsOverAsWell() {
        Events events = Events.of(until(Sample.statement(Form.TEXT, "value", 10, TrustTier.ANALYST, "first"), 20));

        Decision.Append decided = (Decision.Append) Ledger.decide(expired(events),
                until(Sample.statement(Form.TEXT, "value", 12, TrustTier.ANALYST, "late"), 25), LATER);

        assertThat(decided.then()).isNull();
        assertThat(Ledger.apply(expired(events), decided.event()).status()).isEqualTo(Status.EXPIRED);
    }

    @Test
    void shouldLetAFeedBringBackWhatDecayedAndNotWhatWasRetracted() {
        Statement again = Sample.with(Sample.statement(Form.INDICATOR, "value", 4000, TrustTier.CURATED_FEED, "again"),
                Content.Plain.of("other").withAttribute("destination.port", "443"));
        Events retracted = indicator();
        retracted.add(Sample.order(retracted.memory(), Action.RETRACT, TrustTier.ANALYST, "order"));

        assertThat(Events.word(null, Ledger.decide(expired(indicator()), again, LATER))).isEqualTo("revised");
        assertThat(Ledger.decide(retracted.memory(), again, LATER))
                .isEqualTo(new Decision.Unchanged(Decision.Reason.TAKEN_BACK));
    }

    @Test
    void shouldBeRestoredByAnOrderWithoutTheEndItHad() {
        Events events = Events.of(until(Sample.statement(Form.TEXT, "value", 10, TrustTier.ANALYST, "first"), 20));
        Memory ended = expired(events);

        Decision.Append decided = (Decision.Append) Ledger.decide(ended,
                Sample.order(ended, Action.RESTORE, TrustTier.ANALYST, "order"), LATER);

        assertThat(Ledger.apply(ended, decided.event()).status(LATER)).isEqualTo(Status.CURRENT);
    }

    @Test
    void shouldHaveBeenCurrentUntilItsEndForWhoAsksOfEarlierTimes() {
        Events events = Events.of(until(Sample.slot("zh", 10, TrustTier.ANALYST, "first"), 20));
        Timeline timeline = Timeline.after(Timeline.after(null, events.log().getFirst()), event(events));

        assertThat(timeline.at(Sample.minute(15)).map(Memory::status)).contains(Status.CURRENT);
        assertThat(timeline.at(Sample.minute(25)).map(Memory::status)).contains(Status.EXPIRED);
    }

    @Test
    void shouldRefuseRulesThatMakeNoSense() {
        assertThatThrownBy(() -> new Expiry(0, Duration.ofHours(1), 1)).hasMessageContaining("above 0 and below 1");
        assertThatThrownBy(() -> new Expiry(0.5, Duration.ZERO, 1)).hasMessageContaining("must be positive");
    }

    private static Events indicator() {
        return Events.of(Sample.statement(Form.INDICATOR, "value", 10, TrustTier.CURATED_FEED, "first"));
    }

    private static Statement until(Statement said, long minute) {
        return Sample.with(said, said.valid().until(Sample.minute(minute)));
    }

    private static Instant end(Events events) {
        return Expiry.DEFAULT.end(events.memory(), LATER).orElseThrow().at();
    }

    private static MemoryEvent event(Events events) {
        return Expiry.event(events.memory(), Expiry.DEFAULT.end(events.memory(), LATER).orElseThrow(), LATER);
    }

    private static Memory expired(Events events) {
        return Ledger.apply(events.memory(), event(events));
    }
}
