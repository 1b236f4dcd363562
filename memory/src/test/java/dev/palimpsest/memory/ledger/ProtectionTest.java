package dev.palimpsest.memory.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palimpsest.memory.Content;
import dev.palimpsest.memory.Identity.Form;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.Protection;
import dev.palimpsest.memory.Sample;
import dev.palimpsest.memory.Status;
import dev.palimpsest.memory.TrustTier;
import dev.palimpsest.memory.claim.Claim;
import dev.palimpsest.memory.claim.Claim.Statement;
import dev.palimpsest.memory.observation.Payload.Action;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What pinning and immutability keep away, and what they do not. */
class ProtectionTest {

    @Test
    void shouldTakeTheEndFromWhatIsPinned() {
        Statement said = Sample.statement(Form.TEXT, "value", 10, TrustTier.ANALYST, "first");
        Events events = Events.of(Sample.with(said, said.valid().until(Sample.minute(20))));

        events.add(order(events, Action.PIN, "pin"));

        assertThat(events.memory().protection()).isEqualTo(Protection.PINNED);
        assertThat(events.memory().valid().to()).isNull();
        assertThat(events.memory().status(Sample.minute(5000))).isEqualTo(Status.CURRENT);
        assertThat(Expiry.DEFAULT.end(events.memory(), Sample.minute(0))).isEmpty();
    }

    @Test
    void shouldStayPinnedThroughAnotherValueThatHasAnEnd() {
        Events events = Events.of(Sample.slot("zh", 10, TrustTier.ANALYST, "first"));
        events.add(order(events, Action.PIN, "pin"));
        Statement other = Sample.slot("en", 30, TrustTier.ANALYST, "second");

        events.add(Sample.with(other, other.valid().until(Sample.minute(40))));

        assertThat(events.memory().content()).isEqualTo(Content.Plain.of("en"));
        assertThat(events.memory().protection()).isEqualTo(Protection.PINNED);
        assertThat(events.memory().valid().to()).isNull();
    }

    @Test
    void shouldEndAsOthersDoOnceThePinIsOff() {
        Events events = Events.of(Sample.slot("zh", 10, TrustTier.ANALYST, "first"));
        events.add(order(events, Action.PIN, "pin"));
        events.add(order(events, Action.UNPIN, "unpin"));
        Statement other = Sample.slot("en", 30, TrustTier.ANALYST, "second");

        events.add(Sample.with(other, other.valid().until(Sample.minute(40))));

        assertThat(Expiry.DEFAULT.end(events.memory(), Sample.minute(0))).map(Expiry.End::at)
                .contains(Sample.minute(40));
    }

    @ParameterizedTest
    @EnumSource(value = Action.class, names = {"REVISE", "RETRACT", "UNPIN"})
    void shouldRefuseOrdersThatChangeWhatIsImmutable(Action action) {
        Events events = immutable();

        assertThat(events.add(order(events, action, "order")))
                .isEqualTo(new Decision.Refused(Decision.Reason.IMMUTABLE));
    }

    @Test
    void shouldForgetForGoodWhatIsImmutableWhereSomebodyHoldsAndPurgesIt() {
        Events events = immutable();

        events.add(order(events, Action.QUARANTINE, "hold"));
        events.add(order(events, Action.PURGE, "purge"));

        assertThat(events.memory().status()).isEqualTo(Status.ERASED);
    }

    @Test
    void shouldKeepWhatContradictsTheImmutableBesideIt() {
        Events events = immutable();

        Decision decision = events.add(Sample.slot("en", 60, TrustTier.ANALYST, "second"));

        assertThat(decision).isInstanceOf(Decision.Contradicted.class);
        assertThat(events.memory().content()).isEqualTo(Content.Plain.of("zh"));
        assertThat(events.memory().support().contradictedBy())
                .containsExactly(((Decision.Contradicted) decision).rival().memory());
    }

    @Test
    void shouldBeImmutableFromTheBeginningWhereAPersonSaysSo() {
        Events events = Events.of(asImmutable(Sample.slot("zh", 10, TrustTier.ANALYST, "first")));

        assertThat(events.log()).hasExactlyElementsOfTypes(MemoryEvent.Created.class, MemoryEvent.Protected.class);
        assertThat(events.memory().protection()).isEqualTo(Protection.IMMUTABLE);
    }

    @Test
    void shouldNotTakeAnAssistantsWordForIt() {
        Events events = Events.of(asImmutable(Sample.slot("zh", 10, TrustTier.ASSISTANT, "first")));
        Events ordered = Events.of(Sample.slot("zh", 10, TrustTier.ASSISTANT, "first"));

        assertThat(events.memory().protection()).isEqualTo(Protection.NONE);
        assertThat(ordered.add(Sample.order(ordered.memory(), Action.IMMUTABLE, TrustTier.ASSISTANT, "order")))
                .isEqualTo(new Decision.Refused(Decision.Reason.NOT_A_CURATOR));
    }

    @Test
    void shouldNotMakeAnotherValueImmutableThatCameLate() {
        Events events = Events.of(Sample.slot("zh", 10, TrustTier.ANALYST, "first"));

        events.add(asImmutable(Sample.slot("en", 5, TrustTier.ANALYST, "late")));

        assertThat(events.memory().content()).isEqualTo(Content.Plain.of("zh"));
        assertThat(events.memory().protection()).isEqualTo(Protection.NONE);
    }

    private static Events immutable() {
        Events events = Events.of(Sample.slot("zh", 10, TrustTier.ANALYST, "first"));
        events.add(order(events, Action.IMMUTABLE, "immutable"));
        return events;
    }

    private static Claim order(Events events, Action action, String observation) {
        Memory memory = events.memory();
        return Sample.order(memory, action, TrustTier.ANALYST, observation);
    }

    private static Statement asImmutable(Statement said) {
        return new Statement(said.tenant(), said.subject(), said.kind(), said.identity(), said.content(), said.valid(),
                said.occurrences(), said.confidence(), said.trust(), said.marking(), said.evidence(), List.of(), true,
                null);
    }
}
