package dev.palimpsest.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class GuessDelayTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final GuessDelay delay = new GuessDelay();

    @Test
    void shouldHoldAnswersBackLongerAndLongerUpToABound() {
        for (int i = 0; i < GuessDelay.FREE; i++) {
            assertThat(delay.after("10.0.0.1", NOW)).isZero();
        }
        assertThat(delay.after("10.0.0.1", NOW)).isEqualTo(Duration.ofMillis(100));
        assertThat(delay.after("10.0.0.1", NOW)).isEqualTo(Duration.ofMillis(200));
        for (int i = 0; i < 100; i++) {
            delay.after("10.0.0.1", NOW);
        }
        assertThat(delay.after("10.0.0.1", NOW)).isEqualTo(GuessDelay.LONGEST);
    }

    @Test
    void shouldForgetAfterAQuietMinuteAndTellAddressesApart() {
        for (int i = 0; i < 10; i++) {
            delay.after("10.0.0.1", NOW);
        }
        assertThat(delay.after("10.0.0.2", NOW)).isZero();
        assertThat(delay.after("10.0.0.1", NOW.plus(GuessDelay.QUIET).plusMillis(1))).isZero();
    }
}
