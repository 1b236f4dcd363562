package dev.palimpsest.query.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.MemoryId;
import dev.palimpsest.memory.ledger.MemoryEvent;
import dev.palimpsest.memory.ledger.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PastStatesTest {

    private static final SampleLog LOG = SampleLog.random(7, 1_500);

    @Test
    void shouldEqualAFoldOfTheLogAtAThousandRandomInstants() {
        PastStates states = new PastStates(LOG, 100_000);
        Random random = new Random(11);

        for (int i = 0; i < 1_000; i++) {
            Instant knownAt = SampleLog.START.plusMillis(random.nextLong(1_500 * 700 + 1_000));

            PastState state = states.at(SampleLog.ACME, knownAt);

            assertThat(Set.copyOf(state.heads())).isEqualTo(
                    folded(knownAt).values().stream().map(Timeline::head).collect(Collectors.toSet()));
        }
    }

    @Test
    void shouldSayWhatHeldThenByWhatWasKnownThenAtThreeHundredRandomPairsOfInstants() {
        PastStates states = new PastStates(LOG, 100_000);
        Random random = new Random(13);

        for (int i = 0; i < 300; i++) {
            Instant knownAt = SampleLog.START.plusMillis(random.nextLong(1_500 * 700 + 1_000));
            Instant asOf = SampleLog.START.plus(Duration.ofSeconds(random.nextLong(3_900)));

            Collection<Memory> held = states.at(SampleLog.ACME, knownAt).at(asOf);

            assertThat(Set.copyOf(held)).isEqualTo(folded(knownAt).values().stream()
                    .map(timeline -> timeline.at(asOf)).flatMap(Optional::stream).collect(Collectors.toSet()));
        }
    }

    @Test
    void shouldComeToTheSameByPositionAsByTheInstantOfIt() {
        PastState byTime = new PastStates(LOG, 100_000).at(SampleLog.ACME, SampleLog.START.plusSeconds(900));

        PastState byPosition = PastState.at(LOG, SampleLog.ACME, byTime.next(), 100_000);

        assertThat(byPosition.heads()).containsExactlyInAnyOrderElementsOf(byTime.heads());
    }

    @Test
    void shouldRefuseWhatIsTooMuchToHold() {
        PastStates states = new PastStates(LOG, 10);

        assertThatThrownBy(() -> states.at(SampleLog.ACME, LOG.end())).isInstanceOf(PastState.TooMuch.class)
                .hasMessageContaining("over 10 memories");
    }

    private static Map<MemoryId, Timeline> folded(Instant knownAt) {
        Map<MemoryId, Timeline> folded = new HashMap<>();
        for (MemoryEvent event : LOG.events()) {
            if (event.header().tenant().equals(SampleLog.ACME) && !event.header().systemTime().isAfter(knownAt)) {
                folded.compute(event.header().memory(), (_, before) -> Timeline.after(before, event));
            }
        }
        return folded;
    }
}
