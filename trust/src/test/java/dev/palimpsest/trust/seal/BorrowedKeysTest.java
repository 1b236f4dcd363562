package dev.palimpsest.trust.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.TenantId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BorrowedKeysTest {

    private static final TenantId ACME = new TenantId("acme");
    private static final Subject ALICE = Subject.parse("user:alice");
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

    @TempDir
    Path folder;

    private Path keys;
    private KeyDirectory vault;
    private BorrowedKeys borrowed;

    @BeforeEach
    void start() {
        keys = folder.resolve("keys");
        vault = KeyDirectory.at(keys);
        borrowed = BorrowedKeys.in(keys);
    }

    @Test
    void shouldOpenAndSealByTheKeysThatAreThere() {
        String key = vault.keyFor(ACME, ALICE);
        Sealer lender = new Sealer(vault);
        Sealer borrower = new Sealer(borrowed);

        assertThat(borrower.open(lender.seal("tea", key))).contains("tea");
        assertThat(borrower.seal("tea", key)).isEqualTo(lender.seal("tea", key));
        vault.destroy(key, Instant.now());
        assertThat(borrower.isReadable(key)).isFalse();
        assertThat(borrowed.beside(key, ACME, "episodic", START)).isEmpty();
    }

    @Test
    void shouldLeaveTheDirectoryAsItIsAndWordsUnderTheirKeyWhereThereIsNoOther() throws IOException {
        String said = vault.keyFor(ACME, ALICE);
        Files.writeString(keys.resolve("policy"), "keep acme episodic 10\n");
        Map<String, Long> before = files();

        assertThat(BorrowedKeys.in(keys).beside(said, ACME, "episodic", START)).contains(said);
        assertThat(borrowed.beside(said, ACME, "episodic", START)).contains(said);
        assertThatThrownBy(() -> borrowed.keyFor(ACME, ALICE)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> borrowed.destroy(said, Instant.now())).isInstanceOf(IllegalStateException.class);

        assertThat(files()).isEqualTo(before);
    }

    @Test
    void shouldPutWordsUnderTheKeyOfTheirKindWhereTheStreamHasMadeIt() throws IOException {
        Files.writeString(keys.resolve("policy"), "keep acme episodic 10\n");
        String said = vault.keyFor(ACME, ALICE, "episodic", START);
        String known = vault.beside(said, ACME, "profile", START).orElseThrow();

        assertThat(borrowed.beside(said, ACME, "profile", START)).contains(known);
        assertThat(borrowed.beside(said, ACME, "episodic", START.plusSeconds(9_999_999))).contains(said);
    }

    @Test
    void shouldMakeNoDirectoryAndNameTheOneThatLacksTheKey() {
        String key = vault.keyFor(ACME, ALICE);
        Path elsewhere = folder.resolve("elsewhere").resolve("keys");

        assertThatThrownBy(() -> BorrowedKeys.in(elsewhere).find(key)).isInstanceOfSatisfying(UnknownKey.class,
                failure -> assertThat(failure.directory()).isEqualTo(elsewhere.toString()));

        assertThat(elsewhere.getParent()).doesNotExist();
    }

    private Map<String, Long> files() throws IOException {
        Map<String, Long> found = new TreeMap<>();
        try (Stream<Path> all = Files.walk(keys)) {
            for (Path file : all.toList()) {
                found.put(file.toString(), Files.getLastModifiedTime(file).toMillis());
            }
        }
        return found;
    }
}
