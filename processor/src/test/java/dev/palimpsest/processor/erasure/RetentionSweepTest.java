package dev.palimpsest.processor.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.TenantId;
import dev.palimpsest.schemas.avro.ErasureStep;
import dev.palimpsest.trust.seal.KeyDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetentionSweepTest {

    private static final TenantId ACME = new TenantId("acme");
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

    @TempDir
    Path folder;

    private final List<ErasureStep> orders = new ArrayList<>();
    private Instant now = START;
    private KeyDirectory vault;
    private String alices;
    private String bobs;

    @BeforeEach
    void keep() throws IOException {
        Path keys = folder.resolve("keys");
        vault = KeyDirectory.at(keys, () -> now);
        Files.writeString(keys.resolve("policy"), "keep acme episodic 10\n");
        alices = vault.keyFor(ACME, Subject.parse("user:alice"), "episodic", START);
        bobs = vault.keyFor(ACME, Subject.parse("user:bob"), "episodic", START);
    }

    @Test
    void shouldForgetNothingBeforeItsTime() {
        now = START.plus(Duration.ofDays(9));

        new RetentionSweep(vault, orders::add, () -> now, () -> now).sweep();

        assertThat(orders).isEmpty();
        assertThat(vault.find(alices)).isPresent();
    }

    @Test
    void shouldOrderOnceAndDestroyWhatIsDue() {
        now = START.plus(Duration.ofDays(10));
        RetentionSweep sweep = new RetentionSweep(vault, orders::add, () -> now, () -> now);

        sweep.sweep();
        sweep.sweep();

        assertThat(orders).singleElement().satisfies(order -> {
            assertThat(order.getKeys()).containsExactlyInAnyOrder(alices, bobs);
            assertThat(order.getTenant()).isEqualTo("acme");
            assertThat(order.getReason()).isEqualTo("episodic is kept for PT240H");
        });
        assertThat(vault.find(alices)).isEmpty();
        assertThat(vault.find(bobs)).isEmpty();
    }

    @Test
    void shouldDestroyNothingThatIsNotOrdered() {
        now = START.plus(Duration.ofDays(10));
        RetentionSweep down = new RetentionSweep(vault, _ -> {
            throw new IllegalStateException("no brokers");
        }, () -> now, () -> now);

        assertThatIllegalStateException().isThrownBy(down::sweep);

        assertThat(vault.find(alices)).isPresent();
        new RetentionSweep(vault, orders::add, () -> now, () -> now).sweep();
        assertThat(orders).hasSize(1);
    }

    @Test
    void shouldDestroyNothingByAClockThatIsAheadOfTheLog() {
        now = START.plus(Duration.ofDays(4_000));
        Instant[] heard = {START.plus(Duration.ofDays(10)).minusSeconds(1)};
        RetentionSweep sweep = new RetentionSweep(vault, orders::add, () -> now, () -> heard[0]);

        sweep.sweep();

        assertThat(orders).isEmpty();
        assertThat(vault.find(alices)).isPresent();
        heard[0] = START.plus(Duration.ofDays(10));
        sweep.sweep();
        assertThat(vault.find(alices)).isEmpty();
    }
}
