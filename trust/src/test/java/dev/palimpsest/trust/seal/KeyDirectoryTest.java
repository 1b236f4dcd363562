package dev.palimpsest.trust.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.palimpsest.memory.Content;
import dev.palimpsest.memory.MemoryId;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.TenantId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyDirectoryTest {

    private static final TenantId ACME = new TenantId("acme");
    private static final Subject ALICE = Subject.parse("user:alice");
    private static final MemoryId MEMORY = new MemoryId(UUID.randomUUID());

    @TempDir
    Path folder;

    @Test
    void shouldGiveOnePersonOneKeyInEveryProcess() {
        KeyDirectory one = vault();
        KeyDirectory other = vault();

        String key = one.keyFor(ACME, ALICE);

        assertThat(other.keyFor(ACME, ALICE)).isEqualTo(key);
        assertThat(other.keysOf(ACME, ALICE)).containsExactly(key);
        assertThat(one.keyFor(new TenantId("other"), ALICE)).isNotEqualTo(key);
        assertThat(one.keyFor(ACME, Subject.parse("user:bob"))).isNotEqualTo(key);
        assertThat(new Sealer(other).open(new Sealer(one).seal("said", key))).contains("said");
    }

    @Test
    void shouldAgreeOnOneKeyWhenManyMakeItAtOnce() {
        Set<String> sealed = ConcurrentHashMap.newKeySet();

        try (ExecutorService many = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 50; i++) {
                many.execute(() -> {
                    KeyDirectory vault = vault();
                    sealed.add(new Sealer(vault).seal("said", vault.keyFor(ACME, ALICE)));
                });
            }
        }

        assertThat(sealed).hasSize(1);
    }

    @Test
    void shouldBeGoneForEveryProcessAtOnceAndNeverBeMadeAgain() {
        KeyDirectory one = vault();
        KeyDirectory other = vault();
        String first = one.keyFor(ACME, ALICE);
        String sealed = new Sealer(other).seal("said", first);

        one.destroy(first, Instant.now());
        String second = other.keyFor(ACME, ALICE);

        assertThat(other.find(first)).isEmpty();
        assertThat(one.find(first)).isEmpty();
        assertThat(new Sealer(other).open(sealed)).isEmpty();
        assertThat(second).isNotEqualTo(first).endsWith(".2");
        assertThat(one.keysOf(ACME, ALICE)).containsExactly(first, second);
        one.destroy(first, Instant.now());
        assertThat(other.find(second)).isPresent();
    }

    @Test
    void shouldTellWhoWasForgottenAndWhen() {
        KeyDirectory vault = vault();
        Instant ordered = Instant.parse("2026-11-20T10:00:00Z");
        String first = vault.keyFor(ACME, ALICE);
        assertThat(vault.forgotten(ACME, ALICE)).isEmpty();

        vault.destroy(first, ordered);
        vault.destroy(first, ordered); // until it is certified, again and again
        String _ = vault.keyFor(ACME, ALICE);

        assertThat(vault().forgotten(ACME, ALICE)).contains(ordered);
        vault.destroy(first, ordered.minusSeconds(1));
        assertThat(vault().forgotten(ACME, ALICE)).contains(ordered);
        vault.destroy(first, ordered.plusSeconds(1)); // a second order
        assertThat(vault().forgotten(ACME, ALICE)).contains(ordered.plusSeconds(1));
        assertThat(vault.forgotten(ACME, Subject.parse("user:bob"))).isEmpty();
        assertThat(vault.forgotten(new TenantId("other"), ALICE)).isEmpty();
    }

    @Test
    void shouldNotTakeAKeyItNeverHadForADestroyedOne() {
        String elsewhere = KeyDirectory.at(folder.resolve("other")).keyFor(ACME, ALICE);

        assertThatIllegalStateException().isThrownBy(() -> vault().find(elsewhere))
                .withMessageContaining("all services must share one directory of keys").withMessageContaining("keys");
        assertThat(vault().find("../../etc/passwd")).isEmpty();
    }

    @Test
    void shouldTellNothingByNamesAndKeepNoKeyReadable() throws IOException {
        String key = vault().keyFor(ACME, ALICE);
        byte[] before = Files.readAllBytes(file(key));
        vault().destroy(key, Instant.now());

        assertThat(files()).noneMatch(file -> file.toString().contains("alice")).allSatisfy(
                file -> assertThat(text(file)).doesNotContain(new String(before, StandardCharsets.US_ASCII).strip()));
    }

    @Test
    void shouldRefuseKeysThatOthersMayRead() throws IOException {
        vault();
        Path master = folder.resolve("keys").resolve("master-key");
        Files.setPosixFilePermissions(master, PosixFilePermissions.fromString("rw-r-----"));

        assertThatIllegalArgumentException().isThrownBy(this::vault).withMessageContaining("may read")
                .withMessageContaining("chmod").withMessageNotContaining("\n");
    }

    @Test
    void shouldWrapEveryKeyAnewWhenTheMasterKeyIsRotated() throws IOException {
        KeyDirectory running = vault();
        String key = running.keyFor(ACME, ALICE);
        String sealed = new Sealer(running).seal("said", key);
        String oldMaster = text(folder.resolve("keys").resolve("master-key"));
        String oldFile = text(file(key));

        KeyDirectory.Rotation done = KeyDirectory.rotate(folder.resolve("keys"));

        assertThat(done.wrapped()).isEqualTo(2); // the person's, and the one that names files
        assertThat(text(folder.resolve("keys").resolve("master-key"))).doesNotContain(oldMaster).hasLineCount(1);
        assertThat(text(file(key))).isNotEqualTo(oldFile).startsWith(done.master());
        assertThat(new Sealer(vault()).open(sealed)).contains("said");
        assertThat(new Sealer(running).open(sealed)).contains("said");
        String later = running.keyFor(ACME, Subject.parse("user:carol"));
        assertThat(new Sealer(vault()).open(new Sealer(running).seal("hers", later))).contains("hers");
    }

    @Test
    void shouldLeaveNothingOfTheOldMasterKeyWhereItLay() throws IOException {
        String key = vault().keyFor(ACME, ALICE);
        Path master = folder.resolve("keys").resolve("master-key");
        String old = text(master).substring(text(master).indexOf(' ') + 1);
        Path bytes = Files.createLink(folder.resolve("the same bytes"), master);

        KeyDirectory.Rotation _ = KeyDirectory.rotate(folder.resolve("keys"));

        assertThat(text(bytes)).doesNotContain(old);
        assertThat(vault().find(key)).isPresent();
    }

    @Test
    void shouldRemoveWhatAProcessLeftThatEndedWhileItWrote() throws IOException {
        String key = vault().keyFor(ACME, ALICE);
        Path left = Files.writeString(folder.resolve("keys").resolve(".new-1"), "cafe01 a master key");
        Path bytes = Files.createLink(folder.resolve("the same bytes"), left);
        Path deeper = Files.writeString(file(key).resolveSibling(".new-2"), "wrapped");

        KeyDirectory vault = vault();

        assertThat(left).doesNotExist();
        assertThat(deeper).doesNotExist();
        assertThat(text(bytes)).doesNotContain("master");
        assertThat(vault.find(key)).isPresent();
        Files.writeString(left, "cafe01 another");
        KeyDirectory.Rotation _ = KeyDirectory.rotate(folder.resolve("keys"));
        assertThat(left).doesNotExist();
    }

    @Test
    void shouldLeaveAloneWhatIsNotItsOwn() throws IOException {
        String key = vault().keyFor(ACME, ALICE);
        Path foreign = Files.createDirectory(folder.resolve("keys").resolve("lost+found"));
        Path aside = Files.writeString(foreign.resolve(".new-1"), "somebody else's");
        Path alike = Files.writeString(foreign.resolve(key.replace(".1", ".7")), "no key");
        Files.setPosixFilePermissions(foreign, PosixFilePermissions.fromString("---------"));

        KeyDirectory.Rotation done = KeyDirectory.rotate(folder.resolve("keys"));

        assertThat(done.wrapped()).isEqualTo(2);
        assertThat(vault().find(key)).isPresent();
        Files.setPosixFilePermissions(foreign, PosixFilePermissions.fromString("rwx------"));
        assertThat(aside).exists();
        assertThat(alike).hasContent("no key");
    }

    @Test
    void shouldOpenWhereWhatWasLeftHalfWrittenCannotBeRemoved() throws IOException {
        String key = vault().keyFor(ACME, ALICE);
        Path stays = Files.createDirectory(folder.resolve("keys").resolve(".new-1"));
        Path other = Files.writeString(file(key).resolveSibling(".new-2"), "wrapped");

        KeyDirectory vault = vault();

        assertThat(vault.find(key)).isPresent();
        assertThat(stays).exists();
        assertThat(other).doesNotExist();
        assertThatThrownBy(() -> KeyDirectory.rotate(folder.resolve("keys"))).isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void shouldTakeAMasterKeyFromElsewhere() {
        MasterKey service = new Reversed();
        KeyDirectory vault = KeyDirectory.under(folder.resolve("kms"), service);
        String key = vault.keyFor(ACME, ALICE);
        Content own = Content.Plain.of("mine").under(key);

        Content sealed = new Sealer(vault).seal(own, MEMORY);

        assertThat(new Sealer(KeyDirectory.under(folder.resolve("kms"), service)).open(sealed, MEMORY)).isEqualTo(own);
        assertThat(folder.resolve("kms").resolve("master-key")).doesNotExist();
    }

    /** Stands for a key management service. */
    private record Reversed() implements MasterKey {

        @Override
        public String wrap(byte[] secret, String context) {
            return context + "|" + HexFormat.of().formatHex(secret);
        }

        @Override
        public byte[] unwrap(String wrapped, String context) {
            assertThat(wrapped).startsWith(context + "|");
            return HexFormat.of().parseHex(wrapped.substring(context.length() + 1));
        }
    }

    private KeyDirectory vault() {
        return KeyDirectory.at(folder.resolve("keys"));
    }

    private Path file(String key) {
        return folder.resolve("keys").resolve(key.substring(0, 2)).resolve(key);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

}
