package dev.palimpsest.processor.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LogTimeTest {

    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");

    @Test
    void shouldBeTheNewestOfAllPartitions() {
        assertThat(LogTime.newest(Map.of(0, millis(Duration.ofDays(-2)), 1, millis(Duration.ofDays(-1)), 2, -1L), NOW))
                .isEqualTo(NOW.minus(Duration.ofDays(1)));
        assertThat(LogTime.newest(Map.of(0, millis(Duration.ofMinutes(1))), NOW)).isEqualTo(NOW.plusSeconds(60));
    }

    @Test
    void shouldNotBelieveAnObservationOfATimeToCome() {
        assertThat(LogTime.newest(Map.of(0, millis(Duration.ofDays(1_400)), 1, millis(Duration.ofDays(-1))), NOW))
                .isEqualTo(NOW.minus(Duration.ofDays(1)));
        assertThat(LogTime.newest(Map.of(0, millis(Duration.ofSeconds(61))), NOW)).isEqualTo(Instant.MIN);
    }

    @Test
    void shouldKnowNoTimeWhereNothingIsWritten() {
        assertThat(LogTime.newest(Map.of(0, -1L), NOW)).isEqualTo(Instant.MIN);
    }

    private static long millis(Duration after) {
        return NOW.plus(after).toEpochMilli();
    }
}
