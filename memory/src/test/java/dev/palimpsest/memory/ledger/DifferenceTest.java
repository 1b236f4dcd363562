package dev.palimpsest.memory.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palimpsest.memory.Sample;
import dev.palimpsest.memory.TrustTier;
import dev.palimpsest.memory.claim.Claim;
import dev.palimpsest.memory.observation.Payload.Action;
import org.junit.jupiter.api.Test;

/** Events of the log come at minutes 1000, 1001 and so on. */
class DifferenceTest {

    @Test
    void shouldCallLearntWhatWasNotKnown() {
        assertThat(between(999, slot("zh", 10), slot("en", 20)).learnt()).singleElement().satisfies(change -> {
            assertThat(change.before()).isNull();
            assertThat(change.after().version()).isEqualTo(2);
        });
    }

    @Test
    void shouldCallRevisedWhatSaysSomethingElse() {
        assertThat(between(1000, slot("zh", 10), slot("en", 20)).revised()).singleElement()
                .extracting(change -> change.before() == null ? 0 : change.before().version()).isEqualTo(1L);
    }

    @Test
    void shouldCallReinforcedWhatWasOnlySaidAgain() {
        assertThat(between(1000, slot("zh", 10), slot("zh", 20)).reinforced()).hasSize(1);
    }

    @Test
    void shouldCallForgottenWhatIsNotCurrentAnyMore() {
        Events events = Events.of(slot("zh", 10));
        events.add(Sample.order(events.memory(), Action.RETRACT, TrustTier.ANALYST, "order"));

        assertThat(difference(1000, events).forgotten()).singleElement().extracting(Difference.Change::after)
                .isEqualTo(events.memory());
    }

    @Test
    void shouldNotHideWhatCameAndWentInBetween() {
        Events events = Events.of(slot("zh", 10));
        events.add(Sample.order(events.memory(), Action.RETRACT, TrustTier.ANALYST, "order"));

        assertThat(difference(999, events).forgotten()).singleElement()
                .isEqualTo(new Difference.Change(null, events.memory()));
    }

    @Test
    void shouldCallNothingAChangeThatCameBefore() {
        assertThat(between(1001, slot("zh", 10), slot("en", 20))).isEqualTo(between(5000));
    }

    private static Claim slot(String text, long minute) {
        return Sample.slot(text, minute, TrustTier.ANALYST, "said at " + minute);
    }

    private static Difference between(long minute, Claim... claims) {
        return difference(minute, Events.of(claims));
    }

    private static Difference difference(long minute, Events events) {
        Difference.Builder difference = Difference.after(Sample.minute(minute));
        events.log().forEach(difference::add);
        return difference.build();
    }
}
