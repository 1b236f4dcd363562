package dev.palimpsest.query.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.TenantId;
import dev.palimpsest.query.audit.DeadLetterReading.Letter;
import dev.palimpsest.query.http.DeadLetterRoutes.LetterJson;
import dev.palimpsest.schemas.avro.DeadLetter;
import dev.palimpsest.schemas.letter.LetterId;
import dev.palimpsest.trust.seal.KeyDirectory;
import dev.palimpsest.trust.seal.SealedBytes;
import dev.palimpsest.trust.seal.Sealer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeadLetterRoutesTest {

    private static final TenantId ACME = new TenantId("acme");
    private static final ByteBuffer SENT = ByteBuffer.wrap("{\"cut\": Grüße".getBytes(StandardCharsets.UTF_8));

    @TempDir
    Path folder;

    private KeyDirectory vault;
    private SealedBytes sealed;
    private String key;

    @BeforeEach
    void start() {
        vault = KeyDirectory.at(folder.resolve("keys"));
        sealed = new SealedBytes(new Sealer(vault));
        key = vault.keyFor(ACME, Subject.parse("tenant:acme"));
    }

    @Test
    void shouldTellWhatWasSentWhereItIsStoredSealed() {
        assertThat(told("acme", sealed.seal(SENT, key)).value()).isEqualTo("{\"cut\": Grüße");
    }

    @Test
    void shouldSayThatItIsErasedWhereItsKeyIsDestroyed() {
        ByteBuffer stored = sealed.seal(SENT, key);
        vault.destroy(key, Instant.now());

        LetterJson letter = told("acme", stored);

        assertThat(letter.value()).isEqualTo("(erased)");
        assertThat(letter.hindrance()).isEqualTo("nothing of the input was kept");
        assertThat(letter.fixable()).isTrue();
    }

    @Test
    void shouldTellNothingOfWhatHeldNothing() {
        assertThat(told("acme", null).value()).isNull();
    }

    @Test
    void shouldTellWhatIsOfNoTenantAsItCameWhateverItLooksLike() {
        ByteBuffer looksSealed = sealed.seal(SENT, key);

        assertThat(told(null, looksSealed).value())
                .isEqualTo(StandardCharsets.US_ASCII.decode(looksSealed.duplicate()).toString());
    }

    private LetterJson told(@Nullable String tenant, @Nullable ByteBuffer value) {
        DeadLetter letter = new DeadLetter("palimpsest.raw.acme.fw", 0, 7L, "ingest", "poison", tenant, null, value,
                Instant.parse("2026-11-23T05:00:00Z"), "fw", null, null);
        return LetterJson.of(new Letter(new LetterId(0, 7), letter, null, null, false).open(sealed));
    }
}
