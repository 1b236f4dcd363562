package dev.palimpsest.ingest.raw;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.TenantId;
import dev.palimpsest.schemas.RecordSerde;
import dev.palimpsest.schemas.avro.DeadLetter;
import dev.palimpsest.schemas.registry.InMemorySchemaRegistry;
import dev.palimpsest.trust.seal.KeyDirectory;
import dev.palimpsest.trust.seal.Sealer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealedLettersTest {

    private static final byte[] BYTES = {'p', 'r', 'u', 'v', 'a', 'n', 'd', 'e', 'l', 0, -1, -128, 127};

    @TempDir
    Path folder;

    private KeyDirectory vault;
    private RecordSerde<DeadLetter> serde;

    @BeforeEach
    void start() {
        vault = KeyDirectory.at(folder.resolve("keys"));
        serde = new SealedLetters(new Sealer(vault)).serde(new InMemorySchemaRegistry());
    }

    @Test
    void shouldWriteNothingThatARecordHeldAsItWas() {
        byte[] written = serde.toBytes(letter("acme"));

        assertThat(new String(written, StandardCharsets.ISO_8859_1)).doesNotContain("pruvandel").contains("acme");
        assertThat(serde.fromBytes(written)).isEqualTo(letter("acme"));
    }

    @Test
    void shouldHoldNothingOnceItsTenantIsForgotten() {
        byte[] written = serde.toBytes(letter("acme"));

        vault.keysOf(new TenantId("acme"), Subject.parse("tenant:acme"))
                .forEach(key -> vault.destroy(key, Instant.now()));

        assertThat(serde.fromBytes(written).getValue()).isNull();
        assertThat(serde.fromBytes(written).getReason()).isEqualTo("cannot be read");
    }

    @Test
    void shouldKeepWhatIsOfNoTenantAsItCame() {
        assertThat(serde.fromBytes(serde.toBytes(letter(null)))).isEqualTo(letter(null));
    }

    @Test
    void shouldNotTakeWhatLooksSealedForSealed() {
        byte[] madeUp = "palimpsest:sealed:1:00112233445566778899aabbccddeeff.1:AAAAAAAAAAAAAAAA:AAAA"
                .getBytes(StandardCharsets.US_ASCII);
        for (String tenant : new String[]{null, "acme"}) {
            DeadLetter letter = DeadLetter.newBuilder(letter(tenant)).setValue(ByteBuffer.wrap(madeUp)).build();

            assertThat(serde.fromBytes(serde.toBytes(letter))).isEqualTo(letter);
        }
    }

    private static DeadLetter letter(@Nullable String tenant) {
        return new DeadLetter("raw", 0, 1L, "ingest", "cannot be read", tenant, null, ByteBuffer.wrap(BYTES),
                Instant.parse("2026-03-01T00:00:00Z"), "feed", null, null);
    }
}
