package dev.palimpsest.memory.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palimpsest.memory.Identity.Form;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.Sample;
import dev.palimpsest.memory.Status;
import dev.palimpsest.memory.Tlp;
import dev.palimpsest.memory.TrustTier;
import dev.palimpsest.memory.claim.Claim;
import dev.palimpsest.memory.claim.Claim.Rollback;
import dev.palimpsest.memory.claim.Claim.Statement;
import dev.palimpsest.memory.ledger.Decision.Reason;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A memory becomes what it would be had a source not spoken, by one event. */
class RollbackTest {

    private static final Statement GOOD = Sample.sighting("seen", 1, "good");
    private static final Statement BAD = Sample.sighting("seen, and worse", 2, "bad");

    private final Memory without = Events.of(GOOD).memory();
    private final Events events = Events.of(GOOD, BAD);

    @Test
    void shouldBecomeExactlyWhatItWouldBe() {
        events.add(rollback(events.memory(), without, "order"));

        Memory memory = events.memory();
        assertThat(memory.content()).isEqualTo(without.content());
        assertThat(memory.occurrences()).isEqualTo(without.occurrences());
        assertThat(memory.support()).isEqualTo(without.support());
        assertThat(memory.trust()).isEqualTo(without.trust());
        assertThat(memory.valid()).isEqualTo(without.valid());
        assertThat(memory.version()).isEqualTo(3);
        assertThat(memory.evidence()).containsExactly(Sample.evidence("good"), Sample.evidence("order"));
    }

    @Test
    void shouldBeTakenBackWhereItWouldNotBeAndBeStatedAnewByAnybody() {
        events.add(rollback(events.memory(), null, "order"));
        assertThat(events.memory().status()).isEqualTo(Status.RETRACTED);
        assertThat(events.memory().support().sources()).isEmpty();

        Statement later = Sample.sighting("seen by another", 9, "later");
        events.add(later);

        assertThat(events.memory().status()).isEqualTo(Status.CURRENT);
        assertThat(events.memory().content()).isEqualTo(later.content());
        assertThat(events.memory().occurrences()).isEqualTo(later.occurrences());
        assertThat(events.memory().trust()).isEqualTo(later.trust());
    }

    @Test
    void shouldNotTouchAMemoryThatHasMovedOn() {
        Claim order = rollback(events.memory(), without, "order");
        events.add(Sample.sighting("seen again", 5, "again"));

        assertThat(events.add(order)).isEqualTo(new Decision.Unchanged(Reason.MOVED_ON));
    }

    @Test
    void shouldDoNothingWhenTheSameOrderComesAgain() {
        Claim order = rollback(events.memory(), without, "order");
        events.add(order);

        assertThat(events.add(order)).isEqualTo(new Decision.Unchanged(Reason.REDELIVERED));
    }

    @Test
    void shouldRefuseTheOrderOfData() {
        Rollback order = rollback(events.memory(), without, "order");
        Rollback weak = new Rollback(order.tenant(), order.subject(), order.memory(), order.version(),
                order.instead(), order.source(), order.since(), order.reason(), order.actor(), TrustTier.CURATED_FEED,
                Tlp.GREEN,
                order.evidence());

        assertThat(events.add(weak)).isEqualTo(new Decision.Refused(Reason.NOT_A_CURATOR));
    }

    @Test
    void shouldMakeWhatTheSourceHadKeptFromBeing() {
        Events nothing = new Events();

        nothing.add(new Rollback(without.tenant(), without.subject(), without.id(), 0, without, "bad", Sample.minute(0),
                "", "alice",
                TrustTier.ANALYST, Tlp.GREEN, List.of(Sample.evidence("order"))));

        assertThat(nothing.memory().content()).isEqualTo(without.content());
        assertThat(nothing.memory().identity().form()).isEqualTo(Form.EDGE);
    }

    private static Rollback rollback(Memory memory, @Nullable Memory instead, String observation) {
        return new Rollback(memory.tenant(), memory.subject(), memory.id(), memory.version(), instead, "bad",
                Sample.minute(0), "it lied", "alice", TrustTier.ANALYST, Tlp.GREEN,
                List.of(Sample.evidence(observation)));
    }
}
