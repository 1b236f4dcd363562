package dev.palimpsest.local.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PlanTest {

    private static final List<String> VICTIMS = List.of("a", "b", "c");

    @Test
    void shouldBeTheSameForTheSameSeed() {
        assertThat(Plan.of(VICTIMS, 50, 7)).isEqualTo(Plan.of(VICTIMS, 50, 7)).isNotEqualTo(Plan.of(VICTIMS, 50, 8));
    }

    @Test
    void shouldKillEveryPartOnceBeforeAnyTwice() {
        List<String> killed = Plan.of(VICTIMS, 50, 7).rounds().stream().map(Plan.Round::victim).toList();

        assertThat(killed).hasSize(50);
        assertThat(killed.subList(0, 3)).containsExactlyInAnyOrderElementsOf(VICTIMS);
    }
}
