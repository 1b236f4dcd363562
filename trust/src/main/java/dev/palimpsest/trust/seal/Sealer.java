package dev.palimpsest.trust.seal;

import dev.palimpsest.memory.Canonical;
import dev.palimpsest.memory.Content;
import dev.palimpsest.memory.MemoryId;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.TenantId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Seals words under their data subject's key and opens them while it exists. The same words sealed again for the same
 * purpose are the same bytes, so that what is processed twice agrees; they are bound to key (which names tenant and
 * subject) and purpose, so that they open nowhere else. Safe for several threads.
 *
 * <p>What has no key passes through untouched, both ways, at the cost of one look.
 */
public final class Sealer {

    private static final Base64.Encoder TO_TEXT = Base64.getEncoder().withoutPadding();
    private static final Base64.Encoder TO_BASE64 = Base64.getEncoder();

    private final KeyVault vault;

    public Sealer(KeyVault vault) {
        this.vault = vault;
    }

    /** Without any key: nobody's words alone are written, and what is sealed stays so. */
    public static Sealer none() {
        return new Sealer(new NoKeys());
    }

    /** The vault it asks. */
    public KeyVault vault() {
        return vault;
    }

    /** Whether what is sealed under the key can be read. */
    public boolean isReadable(String keyId) {
        return vault.find(keyId).isPresent();
    }

    /** The content as it may be written; nothing but whose it was where its key is destroyed. */
    public Content seal(Content content, MemoryId memory) {
        if (!(content instanceof Content.Plain plain) || plain.keyId() == null) {
            return content;
        }
        String keyId = plain.keyId();
        return vault.find(keyId).<Content>map(key -> {
            byte[] bound = bound("content", keyId, memory.toString());
            byte[] bytes = ContentForm.bytes(plain);
            byte[] nonce = Aes.nonce(key.nonces(), bound, bytes);
            return new Content.Sealed(keyId, TO_BASE64.encodeToString(nonce),
                    TO_BASE64.encodeToString(Aes.seal(key.cipher(), nonce, bound, bytes)));
        }).orElseGet(() -> Content.Sealed.gone(keyId));
    }

    /** The content as it may be read; sealed as it was where its key is destroyed. */
    public Content open(Content content, MemoryId memory) {
        if (!(content instanceof Content.Sealed sealed) || sealed.ciphertext().isEmpty()) {
            return content;
        }
        return vault.find(sealed.keyId()).flatMap(key -> Aes.open(key.cipher(),
                Base64.getDecoder().decode(sealed.nonce()),
                bound("content", sealed.keyId(), memory.toString()), Base64.getDecoder().decode(sealed.ciphertext())))
                .<Content>map(bytes -> ContentForm.read(bytes, sealed.keyId())).orElse(content);
    }

    /** A text as it may be written: sealed, or sealed nothing where the key is destroyed. An empty one says nothing. */
    public String seal(String text, String keyId) {
        if (text.isEmpty()) {
            return text;
        }
        return vault.find(keyId).map(key -> {
            byte[] bound = bound("text", keyId, "");
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            byte[] nonce = Aes.nonce(key.nonces(), bound, bytes);
            return new SealedText(keyId, TO_TEXT.encodeToString(nonce),
                    TO_TEXT.encodeToString(Aes.seal(key.cipher(), nonce, bound, bytes)));
        }).orElseGet(() -> new SealedText(keyId, "", "")).toString();
    }

    /** A text as it may be read. Empty where it is sealed and cannot be opened; a text that is not sealed is itself. */
    public Optional<String> open(String text) {
        return SealedText.parse(text).map(this::open).orElse(Optional.of(text));
    }

    private Optional<String> open(SealedText sealed) {
        try {
            byte[] nonce = Base64.getDecoder().decode(sealed.nonce());
            byte[] bytes = Base64.getDecoder().decode(sealed.ciphertext());
            return vault.find(sealed.keyId())
                    .flatMap(key -> Aes.open(key.cipher(), nonce, bound("text", sealed.keyId(), ""), bytes))
                    .map(plain -> new String(plain, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) { // somebody's own invention
            return Optional.empty();
        }
    }

    /** Whether two keys are the same person's, of whichever time; nobody's words are nobody's. */
    public static boolean isOnePersons(Optional<String> one, Optional<String> other) {
        return one.flatMap(KeyName::parse).map(KeyName::person)
                .equals(other.flatMap(KeyName::parse).map(KeyName::person));
    }

    /** The key a text is sealed under; empty where it is not sealed. */
    public static Optional<String> keyOf(String text) {
        return SealedText.parse(text).map(SealedText::keyId);
    }

    private static byte[] bound(String purpose, String keyId, String about) {
        return new Canonical().text("palimpsest").text(purpose).text(keyId).text(about).toBytes();
    }

    private record NoKeys() implements KeyVault {

        @Override
        public String keyFor(TenantId tenant, Subject person) {
            throw new IllegalStateException("no keys are configured here");
        }

        @Override
        public String keyFor(TenantId tenant, Subject person, String kind, Instant at) {
            return keyFor(tenant, person);
        }

        @Override
        public Optional<String> beside(String keyId, TenantId tenant, String kind, Instant at) {
            return Optional.empty();
        }

        @Override
        public ForgettingPolicy policy() {
            return ForgettingPolicy.NONE;
        }

        @Override
        public Optional<String> problem() {
            return Optional.empty();
        }

        @Override
        public List<Due> due(Instant now) {
            return List.of();
        }

        @Override
        public List<String> keysOf(TenantId tenant, Subject person) {
            return List.of();
        }

        @Override
        public Optional<Instant> forgotten(TenantId tenant, Subject person) {
            return Optional.empty();
        }

        @Override
        public Optional<SubjectKey> find(String keyId) {
            return Optional.empty();
        }

        @Override
        public void destroy(String keyId, Instant at) {
            throw new IllegalStateException("no keys are configured here");
        }
    }
}
