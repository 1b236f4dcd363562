package dev.palimpsest.trust.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.palimpsest.memory.TenantId;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class PaceTest {

    private static final TenantId ACME = new TenantId("acme");

    private long now = Long.MAX_VALUE - 5; // a clock's origin may be anywhere
    private long slept;
    private long time;
    private final Pace pace = new Pace(SourcePolicy.parse("sources.conf", List.of("rate acme noisy 10")), () -> now,
            nanos -> {
                slept += nanos;
                now += nanos;
            });

    @Test
    void shouldLetABurstPassAtOnceAndSlowWhatFollowsToItsRate() {
        write("noisy", 100);
        assertThat(slept).isZero();

        write("noisy", 20);

        assertThat(Duration.ofNanos(slept)).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void shouldTurnAwayWhatWouldWaitTooLongAndTakeItLater() {
        Pace parallel = new Pace(SourcePolicy.parse("sources.conf", List.of("rate * * 1")), () -> time, _ -> {
            throw new IllegalStateException("waits");
        });
        for (int i = 0; i < 10; i++) {
            parallel.await(ACME, "noisy");
        }
        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(() -> parallel.await(ACME, "noisy")).isInstanceOf(IllegalStateException.class);
        }

        assertThatThrownBy(() -> parallel.await(ACME, "noisy")).isInstanceOf(RejectedExecutionException.class)
                .hasMessage("source noisy sends over its rate of 1 records a second: send it again later");
        time = Duration.ofSeconds(1).toNanos();
        assertThatThrownBy(() -> parallel.await(ACME, "noisy")).as("waits again").hasMessage("waits");
    }

    @Test
    void shouldTellInsteadOfWaitingAndTakeABatchWhole() {
        assertThat(pace.take(ACME, "noisy", 150)).isZero();

        assertThat(pace.take(ACME, "noisy", 1)).isEqualTo(Duration.ofSeconds(5));
        now += Duration.ofSeconds(5).toNanos();

        assertThat(pace.take(ACME, "noisy", 1)).isZero();
        assertThat(slept).isZero();
    }

    @Test
    void shouldGoByTheSenderWhateverTheLabel() {
        for (int i = 0; i < 100; i++) {
            assertThat(pace.take(ACME, "noisy/" + i, 1)).isZero();
        }

        assertThat(pace.take(ACME, "noisy/x", 11)).as("up to the burst").isZero();
        assertThat(pace.take(ACME, "noisy/y", 1)).isPositive();
    }

    @Test
    void shouldHoldNoOtherSource() {
        write("noisy", 100);

        write("quiet", 100_000);

        assertThat(slept).isZero();
    }

    @Test
    void shouldForgetSourcesThatAreStillOnly() {
        Pace each = new Pace(SourcePolicy.parse("sources.conf", List.of("rate * * 1")), () -> now, _ -> now++);
        for (int i = 0; i < 30_000; i++) {
            each.await(ACME, "source-" + i);
            now += Duration.ofSeconds(1).toNanos();
        }
        assertThat(slept).isZero();
    }

    private void write(String source, int records) {
        for (int i = 0; i < records; i++) {
            pace.await(ACME, source);
        }
    }
}
