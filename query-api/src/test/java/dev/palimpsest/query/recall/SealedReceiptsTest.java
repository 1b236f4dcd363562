package dev.palimpsest.query.recall;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palimpsest.access.Sight;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.TenantId;
import dev.palimpsest.trust.seal.KeyDirectory;
import dev.palimpsest.trust.seal.Sealer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealedReceiptsTest {

    private static final TenantId ACME = new TenantId("acme");
    private static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");

    @TempDir
    Path folder;

    private KeyDirectory vault;
    private SealedReceipts receipts;

    @BeforeEach
    void start() {
        vault = KeyDirectory.at(folder.resolve("keys"));
        receipts = new SealedReceipts(new Sealer(vault));
    }

    @Test
    void shouldSealWhatWasAskedAndOpenIt() {
        Receipt receipt = asked("{\"query\":\"zyrqalvex\",\"filter\":{\"subject\":[\"user:alice\"]}}");

        Receipt sealed = receipts.seal(receipt);

        assertThat(sealed.toString()).doesNotContain("zyrqalvex", "alice");
        assertThat(receipts.open(sealed)).isEqualTo(receipt);
    }

    @Test
    void shouldForgetItWithWhomItIsAboutOrElseWithWhoAsked() {
        Receipt searched = receipts.seal(asked("{\"filter\":{\"subject\":[\"user:alice\"]}}"));
        Receipt briefed = receipts.seal(asked("{\"subject\":\"user:alice\"}"));
        Receipt ofTwo = receipts.seal(asked("{\"filter\":{\"subject\":[\"user:alice\",\"user:bob\"]}}"));
        Receipt ofNobody = receipts.seal(asked("{\"subject\":\"ip:10.0.0.1\"}"));

        vault.keysOf(ACME, Subject.parse("user:alice")).forEach(key -> vault.destroy(key, Instant.now()));

        assertThat(receipts.open(searched).query()).isEqualTo("(erased)");
        assertThat(receipts.open(briefed).request()).isEqualTo("(erased)");
        assertThat(receipts.open(ofTwo).query()).isEqualTo("zyrqalvex");
        assertThat(receipts.open(ofNobody).query()).isEqualTo("zyrqalvex");
        vault.keysOf(ACME, Subject.parse("user:caller")).forEach(key -> vault.destroy(key, Instant.now()));
        assertThat(receipts.open(ofNobody).query()).isEqualTo("(erased)");
    }

    private static Receipt asked(String request) {
        return new Receipt(ReceiptId.at(NOW, new Random(1)), ACME, "caller", Sight.ALL, "search", "zyrqalvex", request,
                NOW,
                Map.of(), List.of());
    }
}
