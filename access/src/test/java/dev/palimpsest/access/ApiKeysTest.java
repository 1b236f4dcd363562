package dev.palimpsest.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palimpsest.memory.TenantId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApiKeysTest {

    private static final TenantId ACME = new TenantId("acme");
    private static final Caller ANN = Caller.admin(ACME, "ann");

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path folder;

    private ApiKeys keys() {
        return new ApiKeys(folder.resolve("api-keys"), () -> now);
    }

    @Test
    void shouldSayWhenACallersKeyEnds() throws IOException {
        Instant end = now.plusSeconds(60);

        assertThat(keys().of(keys().create(ANN, end).key()).orElseThrow().until()).isEqualTo(end);
        assertThat(keys().of(keys().create(ANN)).orElseThrow().until()).isNull();
    }

    @Test
    void shouldKnowAKeyAtItsFirstUseAndKeepItsHashAlone() throws IOException {
        ApiKeys served = keys();
        assertThat(served.of("nobody")).isEmpty();

        String key = keys().create(ANN);

        assertThat(served.of(key)).contains(ANN);
        assertThat(Files.readString(folder.resolve("api-keys"))).doesNotContain(key);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("api-keys"))))
                .isEqualTo("rw-------");
    }

    @Test
    void shouldForgetAKeyThatExpiredLongAgoAtTheNextChange() throws IOException {
        ApiKeys keys = keys();
        keys.create(ANN, now.plusSeconds(60));
        now = now.plus(Duration.ofDays(29));
        keys.create(ANN);
        assertThat(keys.list(ACME)).hasSize(2);

        now = now.plus(Duration.ofDays(2));
        keys.create(ANN);
        assertThat(keys.list(ACME)).hasSize(2).noneMatch(line -> line.expires() != null);
    }

    @Test
    void shouldRefuseAKeyWhoseTimeIsOver() throws IOException {
        ApiKeys keys = keys();
        String key = keys.create(ANN, now.plusSeconds(60)).key();

        assertThat(keys.of(key)).contains(ANN);
        now = now.plusSeconds(60);
        assertThat(keys.of(key)).isEmpty();
    }

    @Test
    void shouldKeepTheOldKeyForAWhileWhenItIsRotated() throws IOException {
        ApiKeys keys = keys();
        ApiKeys.Made old = keys.create(ANN, null);

        String next = keys.rotate(ACME, old.line().id(), Duration.ofHours(1)).orElseThrow().key();

        assertThat(keys.of(old.key())).contains(ANN);
        assertThat(keys.of(next)).contains(ANN);
        now = now.plus(Duration.ofHours(1));
        assertThat(keys.of(old.key())).isEmpty();
        assertThat(keys.of(next)).contains(ANN);
    }

    @Test
    void shouldEndAKeyThatIsRevokedAndLeaveTheOthers() throws IOException {
        ApiKeys.Made one = keys().create(ANN, null);
        String other = keys().create(Caller.admin(ACME, "bob"));

        assertThat(keys().revoke(new TenantId("other"), one.line().id())).isEmpty();
        assertThat(keys().revoke(ACME, one.line().id())).contains(one.line());

        assertThat(keys().of(one.key())).isEmpty();
        assertThat(keys().of(other)).isPresent();
        assertThat(keys().list(ACME)).hasSize(1);
    }

    @Test
    void shouldReplaceTheKeysOfOneCallerAlone() throws IOException {
        String first = keys().create(ANN);
        String other = keys().create(Caller.admin(new TenantId("other"), "ann"));

        String second = keys().replace(ANN);

        assertThat(keys().of(first)).isEmpty();
        assertThat(keys().of(second)).contains(ANN);
        assertThat(keys().of(other)).isPresent();
    }

    /** Several changes fall into one tick of the file system's clock. */
    @Test
    void shouldSeeEveryChangeHoweverSoonItComes() throws IOException {
        ApiKeys making = keys();
        ApiKeys beside = keys();
        for (int i = 0; i < 200; i++) {
            ApiKeys.Made made = making.create(ANN, null);
            assertThat(making.of(made.key())).contains(ANN);
            assertThat(beside.of(made.key())).contains(ANN);
            assertThat(making.revoke(ACME, made.line().id())).isPresent();
            assertThat(making.of(made.key())).isEmpty();
        }
    }

    @Test
    void shouldPassOverADamagedLine() throws IOException {
        String key = keys().create(ANN);
        Path file = folder.resolve("api-keys");
        Files.writeString(file, "what is this\n" + Files.readString(file));

        assertThat(keys().of(key)).contains(ANN);
    }
}
