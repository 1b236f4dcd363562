package dev.palimpsest.trust.seal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palimpsest.memory.Content;
import dev.palimpsest.memory.MemoryId;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.TenantId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class SealerTest {

    private static final TenantId ACME = new TenantId("acme");
    private static final Subject ALICE = Subject.parse("user:alice");
    private static final Subject BOB = Subject.parse("user:bob");
    private static final MemoryId MEMORY = new MemoryId(UUID.randomUUID());

    private final KeyDirectory vault = vault();
    private final Sealer sealer = new Sealer(vault);
    private final String alice = vault.keyFor(ACME, ALICE);
    private final String bob = vault.keyFor(ACME, BOB);

    @Property(tries = 200)
    void shouldGiveBackWhatWasSealed(@ForAll("contents") Content.Plain content) {
        Content.Plain own = content.under(alice);

        Content sealed = sealer.seal(own, MEMORY);

        assertThat(sealed).isInstanceOf(Content.Sealed.class).isEqualTo(sealer.seal(own, MEMORY));
        assertThat(sealer.open(sealed, MEMORY)).isEqualTo(own);
    }

    @Property(tries = 200)
    void shouldGiveBackTexts(@ForAll("texts") String text) {
        String sealed = sealer.seal(text, alice);

        assertThat(sealed).isEqualTo(sealer.seal(text, alice));
        assertThat(sealer.open(sealed)).contains(text);
        assertThat(Sealer.keyOf(sealed)).isEqualTo(text.isEmpty() ? Optional.empty() : Optional.of(alice));
    }

    @Property(tries = 100)
    void shouldOpenNothingThatWasChangedByABit(@ForAll("contents") Content.Plain content,
            @ForAll int place) {
        Content.Sealed sealed = (Content.Sealed) sealer.seal(content.under(alice), MEMORY);
        byte[] bytes = Base64.getDecoder().decode(sealed.ciphertext());
        bytes[Math.floorMod(place, bytes.length)] ^= 1;
        Content.Sealed changed = new Content.Sealed(alice, sealed.nonce(), Base64.getEncoder().encodeToString(bytes));

        assertThat(sealer.open(changed, MEMORY)).isEqualTo(changed);
    }

    @Test
    void shouldOpenNowhereButWhereItWasSealed() {
        Content.Sealed sealed = (Content.Sealed) sealer.seal(Content.Plain.of("mine").under(alice), MEMORY);
        Content.Sealed moved = new Content.Sealed(bob, sealed.nonce(), sealed.ciphertext());
        String text = sealer.seal("mine", alice);

        assertThat(sealer.open(sealed, new MemoryId(UUID.randomUUID()))).isEqualTo(sealed);
        assertThat(sealer.open(moved, MEMORY)).isEqualTo(moved);
        assertThat(sealer.open(text.replace(alice, bob))).isEmpty();
    }

    @Test
    void shouldReadNothingOnceTheKeyIsDestroyed() {
        Content own = Content.Plain.of("mine").under(alice);
        Content sealed = sealer.seal(own, MEMORY);
        String text = sealer.seal("mine", alice);
        Content others = sealer.seal(Content.Plain.of("his").under(bob), MEMORY);

        vault.destroy(alice, Instant.now());

        assertThat(sealer.open(sealed, MEMORY)).isEqualTo(sealed);
        assertThat(sealer.open(text)).isEmpty();
        assertThat(sealer.seal(own, MEMORY)).isEqualTo(Content.Sealed.gone(alice));
        assertThat(sealer.open(sealer.seal("more", alice))).isEmpty();
        assertThat(sealer.open(others, MEMORY)).isEqualTo(Content.Plain.of("his").under(bob));
    }

    @Test
    void shouldLeaveAloneWhatIsNobodysOwn() {
        Content plain = Content.Plain.of("10.0.0.1 connected to 10.0.0.2");

        assertThat(sealer.seal(plain, MEMORY)).isSameAs(plain);
        assertThat(sealer.open(plain, MEMORY)).isSameAs(plain);
        assertThat(Sealer.none().seal(plain, MEMORY)).isSameAs(plain);
        assertThat(sealer.open("palimpsest:sealed:1:nonsense")).contains("palimpsest:sealed:1:nonsense");
        assertThat(sealer.open("palimpsest:sealed:1:a:b:c")).isEmpty();
    }

    @Test
    void shouldNotShowTheWordsInWhatIsSealed() {
        Content.Sealed sealed = (Content.Sealed) sealer.seal(Content.Plain.of("zyrqalvex").under(alice), MEMORY);

        assertThat(new String(Base64.getDecoder().decode(sealed.ciphertext()), StandardCharsets.ISO_8859_1))
                .doesNotContain("zyrq");
    }

    @Provide
    static Arbitrary<String> texts() {
        return Arbitraries.oneOf(Arbitraries.of("", "关键服务器", "naïve 😀", "a\u0000b", "palimpsest:sealed:1:x:y:z"),
                Arbitraries.strings().ascii().ofMaxLength(300));
    }

    @Provide
    static Arbitrary<Content.Plain> contents() {
        Arbitrary<List<String>> words = texts().list().ofMaxSize(4);
        Arbitrary<List<Subject>> subjects = Arbitraries.of("host:a", "ip:10.0.0.1", "user:alice").map(Subject::parse)
                .list().ofMaxSize(3);
        return Combinators.combine(texts(), Arbitraries.maps(texts(), words).ofMaxSize(4), subjects, words)
                .as((text, attributes, entities, categories) -> new Content.Plain(text, new TreeMap<>(attributes),
                        entities, categories));
    }

    private static KeyDirectory vault() {
        try {
            return KeyDirectory.at(Files.createTempDirectory("palimpsest-vault-").resolve("keys"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
