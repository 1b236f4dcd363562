package dev.palimpsest.trust.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.TenantId;
import dev.palimpsest.trust.seal.KeyVault.Due;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys of what a policy keeps for a time. */
class KeptForATimeTest {

    private static final TenantId ACME = new TenantId("acme");
    private static final Subject ALICE = Subject.parse("user:alice");
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

    @TempDir
    Path folder;

    private Instant now = START;

    @Test
    void shouldSealUnderOneKeyInAStretchOfTime() throws IOException {
        KeyDirectory vault = vault("keep acme episodic 10");

        String first = key(vault, START);

        assertThat(key(vault, START.plus(Duration.ofHours(23)))).isEqualTo(first);
        assertThat(key(vault, START.plus(Duration.ofDays(1)))).isNotEqualTo(first);
        assertThat(vault.keyFor(ACME, ALICE, "profile", START)).isEqualTo(vault.keyFor(ACME, ALICE)).isNotEqualTo(
                first);
        assertThat(vault.keyFor(new TenantId("other"), ALICE, "episodic", START)).doesNotContain("-");
    }

    @Test
    void shouldBeDueNoLaterThanThePolicySays() throws IOException {
        KeyDirectory vault = vault("keep acme episodic 10");
        String first = key(vault, START);
        String second = key(vault, START.plus(Duration.ofDays(1)));

        assertThat(vault.due(START.plus(Duration.ofDays(10)).minusSeconds(1))).isEmpty();
        assertThat(vault.due(START.plus(Duration.ofDays(10)))).containsExactly(
                new Due(ACME, "episodic", Duration.ofDays(10), List.of(first)));
        vault.destroy(first, Instant.now());
        assertThat(vault.due(START.plus(Duration.ofDays(11)))).flatExtracting(Due::keys).containsExactly(second);
    }

    @Test
    void shouldNameAllKeysOfAPerson() throws IOException {
        KeyDirectory vault = vault("keep acme episodic 10");
        String lasting = vault.keyFor(ACME, ALICE);
        String first = key(vault, START);
        vault.destroy(first, Instant.now());
        String again = key(vault, START);

        assertThat(vault.keysOf(ACME, ALICE)).containsExactly(lasting, first, again);
        assertThat(again).isNotEqualTo(first).endsWith(".2");
        assertThat(vault.find(first)).isEmpty();
    }

    @Test
    void shouldSealNothingToNothingByAClockThatJumps() throws IOException {
        KeyDirectory vault = vault("keep acme episodic 10");
        Sealer sealer = new Sealer(vault);
        String first = key(vault, START);
        vault.destroy(first, Instant.now());
        now = START.plus(Duration.ofDays(4_000));

        String again = sealer.seal("said", key(vault, START));
        String other = sealer.seal("said", key(vault, START.plus(Duration.ofDays(1))));
        now = START;

        assertThat(sealer.open(again)).contains("said");
        assertThat(sealer.open(other)).contains("said");
        assertThat(vault.due(now)).isEmpty();
    }

    @Test
    void shouldHaveDueAtOnceWhatIsSealedOfATimeThatIsOver() throws IOException {
        KeyDirectory vault = vault("keep acme episodic 10");
        now = START.plus(Duration.ofDays(30));

        String late = key(vault, START);

        assertThat(key(vault, START)).isEqualTo(late);
        assertThat(vault.due(now)).flatExtracting(Due::keys).containsExactly(late);
        vault.destroy(late, Instant.now());
        assertThat(vault.due(now)).isEmpty();
        assertThat(vault.find(late)).isEmpty();
    }

    @Test
    void shouldGiveWhoIsForgottenNoKeyByWordsOnTheirWay() throws IOException {
        KeyDirectory vault = vault("keep acme semantic 10");
        String said = vault.keyFor(ACME, ALICE);

        String read = vault.beside(said, ACME, "semantic", START).orElseThrow();
        vault.destroy(said, Instant.now());

        assertThat(vault.beside(said, ACME, "semantic", START)).isEmpty();
        assertThat(vault.beside(read, ACME, "semantic", START)).contains(read);
        assertThat(vault.keysOf(ACME, ALICE)).containsExactly(said, read);
    }

    @Test
    void shouldTakeUpAPolicyThatChangesAndKeepTheOneBeforeWhereItIsWrong() throws IOException {
        KeyDirectory vault = vault("keep acme episodic 10");
        write("keep acme episodic 20", 1);
        assertThat(vault.policy().longest(ACME, "episodic")).contains(Duration.ofDays(20));

        write("keep acme episodic many", 2);

        assertThat(vault.policy().longest(ACME, "episodic")).contains(Duration.ofDays(20));
        assertThat(vault.problem().orElseThrow()).contains("policy:1:");
        write("keep acme episodic 5", 3);
        assertThat(vault.policy().longest(ACME, "episodic")).contains(Duration.ofDays(5));
        assertThat(vault.problem()).isEmpty();
    }

    @Test
    void shouldKeepThePolicyWhoseFileIsGoneOrCutForAMoment() throws IOException {
        KeyDirectory vault = vault("keep acme episodic 10");
        Path file = folder.resolve("keys").resolve("policy");
        String key = key(vault, START);

        Files.writeString(file, "");
        assertThat(vault.problem().orElseThrow()).contains("policy is empty");
        Files.writeString(file, "keep acme episodic 1");
        assertThat(vault.problem().orElseThrow()).contains("in the middle of a line");
        assertThat(vault.due(START.plus(Duration.ofDays(9)))).isEmpty();
        Files.delete(file);

        assertThat(vault.problem().orElseThrow()).contains("policy is gone").doesNotContain("\n");
        assertThat(vault.due(START.plus(Duration.ofDays(10)))).flatExtracting(Due::keys).containsExactly(key);
        assertThat(key(vault, START)).isEqualTo(key);
        write("# nothing ends", 9);
        assertThat(vault.problem()).isEmpty();
        assertThat(vault.due(START.plus(Duration.ofDays(99)))).isEmpty();
        Files.delete(file);
        assertThat(KeyDirectory.at(folder.resolve("keys")).problem()).isEmpty();
    }

    @Test
    void shouldReadAPolicyWithoutALastLineFeedOnceNobodyWritesIt() throws IOException {
        Path file = folder.resolve("keys").resolve("policy");
        KeyDirectory running = vault("keep acme episodic 10");
        assertThat(running.problem()).isEmpty(); // it has read that
        Files.writeString(file, "keep acme episodic 2");
        Files.setLastModifiedTime(file, FileTime.from(START));

        now = START.plusSeconds(59);
        assertThatIllegalArgumentException().isThrownBy(() -> KeyDirectory.at(folder.resolve("keys"), () -> now))
                .withMessageContaining("in the middle of a line").withMessageNotContaining("\n");
        assertThat(running.policy().longest(ACME, "episodic")).contains(Duration.ofDays(10));
        now = START.plusSeconds(60);

        assertThat(KeyDirectory.at(folder.resolve("keys"), () -> now).policy().longest(ACME, "episodic"))
                .contains(Duration.ofDays(2));
        assertThat(running.policy().longest(ACME, "episodic")).contains(Duration.ofDays(2));
        assertThat(running.problem()).isEmpty();
    }

    private static String key(KeyDirectory vault, Instant at) {
        return vault.keyFor(ACME, ALICE, "episodic", at);
    }

    private KeyDirectory vault(String line) throws IOException {
        KeyDirectory vault = KeyDirectory.at(folder.resolve("keys"), () -> now);
        write(line, 0);
        return vault;
    }

    private void write(String line, int change) throws IOException {
        Path file = folder.resolve("keys").resolve("policy");
        Files.writeString(file, line + "\n");
        Files.setLastModifiedTime(file, FileTime.from(START.plusSeconds(change)));
    }
}
