package dev.palimpsest.local.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palimpsest.local.stack.BesideStack;
import dev.palimpsest.local.stack.Ports;
import dev.palimpsest.local.stack.StackExtension;
import dev.palimpsest.local.stack.StackOptions;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Each part killed once under load. The long run is {@code ./palimpsest chaos}. */
@BesideStack
class ChaosIT {

    private static final long SEED = Long.getLong("palimpsest.chaos.seed", 1);

    @Test
    void shouldLoseAndDoubleNothingWhenEachPartIsKilledUnderLoad(@TempDir(cleanup = CleanupMode.ON_SUCCESS) Path data)
            throws InterruptedException {
        StackOptions options = new StackOptions(data, false, new Ports(StackExtension.ownPortOffset(5)),
                StackOptions.SEARCH_HEAP_DEFAULT);

        Verdict verdict = new Chaos(options, ChaosSystem.VICTIMS.size(), SEED, Duration.ofMinutes(15),
                System.out::println).run();

        assertThat(verdict.problems()).as(verdict.toString()).isEmpty();
        assertThat(verdict.kills().keySet()).containsExactlyInAnyOrderElementsOf(ChaosSystem.VICTIMS);
        assertThat(verdict.figures()).extractingByKey("events_acknowledged").isNotEqualTo(0L)
                .isEqualTo(verdict.figures().get("events_counted"));
    }
}
