package dev.palimpsest.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GuessesTest {

    private final List<Duration> waits = new ArrayList<>();
    private final Guesses guesses = new Guesses(InstantSource.fixed(Instant.EPOCH), waits::add);

    @Test
    void shouldHoldBackLongerTheMoreIsGuessedFromOneAddress() {
        for (int i = 0; i < GuessDelay.FREE + 3; i++) {
            assertThat(guesses.holdBack("192.0.2.1")).isTrue();
        }
        assertThat(guesses.holdBack("192.0.2.2")).isTrue();

        assertThat(waits).containsExactly(Duration.ofMillis(100), Duration.ofMillis(200), Duration.ofMillis(400));
    }
}
