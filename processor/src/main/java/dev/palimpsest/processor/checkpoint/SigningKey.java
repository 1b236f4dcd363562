package dev.palimpsest.processor.checkpoint;

import dev.palimpsest.memory.Hash;
import dev.palimpsest.memory.proof.Checkpoint;
import dev.palimpsest.memory.proof.Ed25519;
import dev.palimpsest.memory.proof.KeyStatement;
import dev.palimpsest.memory.proof.KeySuccession;
import dev.palimpsest.memory.proof.SignedCheckpoint;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * The Ed25519 key that signs checkpoints now, and the succession that leads to it. There is one in an installation: its
 * file is read anew for every checkpoint, so that a rotation needs no restart.
 */
public final class SigningKey {

    private final PrivateKey key;
    private final KeySuccession keys;

    SigningKey(PrivateKey key, KeySuccession keys) {
        this.key = key;
        this.keys = keys;
    }

    /**
     * The key in the file; made where there is no file.
     *
     * @throws IllegalArgumentException where the file holds no key or no succession that leads to it, in one line
     */
    public static SigningKey at(Path file, Instant now) {
        return KeyFile.read(file).or(() -> {
            KeyFile.create(file, first(now));
            return KeyFile.read(file);
        }).orElseThrow();
    }

    /**
     * The key in the file; empty where there is no file.
     *
     * @throws IllegalArgumentException as {@link #at}
     */
    public static Optional<SigningKey> existing(Path file) {
        return KeyFile.read(file);
    }

    /**
     * Puts a new key into the file, introduced by the one that was there. That one is gone then.
     *
     * @throws IllegalArgumentException where there is no key to begin with, or one more is too many; in one line
     */
    public static SigningKey rotate(Path file, Instant now) {
        SigningKey old = KeyFile.read(file)
                .orElseThrow(() -> new IllegalArgumentException("there is no key yet in " + file));
        if (old.keys.statements().size() == KeySuccession.KEYS_MAX) {
            throw new IllegalArgumentException("there were " + KeySuccession.KEYS_MAX + " keys already: no more fit");
        }
        KeyPair next = generate();
        SigningKey rotated = new SigningKey(next.getPrivate(),
                old.keys.plus(old.statement(hex(next), now, old.id())));
        KeyFile.replace(file, rotated);
        return rotated;
    }

    private static SigningKey first(Instant now) {
        KeyPair pair = generate();
        SigningKey alone = new SigningKey(pair.getPrivate(), KeySuccession.NONE);
        String publicKey = hex(pair);
        return new SigningKey(pair.getPrivate(),
                KeySuccession.NONE.plus(alone.statement(publicKey, now, KeyStatement.keyId(publicKey))));
    }

    private KeyStatement statement(String publicKey, Instant now, String by) {
        return new KeyStatement(publicKey, now, by, sign(KeyStatement.bytes(publicKey, now, by)));
    }

    /** All keys up to this one. */
    public KeySuccession keys() {
        return keys;
    }

    /** The id of this key. */
    public String id() {
        return keys.statements().getLast().keyId();
    }

    PrivateKey secret() {
        return key;
    }

    /** What keeps it from being used, in a line. */
    Optional<String> problem() {
        byte[] message = KeyStatement.bytes("", Instant.EPOCH, "");
        return keys.problem().or(() -> Ed25519.isSigned(message, keys.statements().getLast().publicKey(), sign(message))
                ? Optional.empty()
                : Optional.of("its private key is not the last that its statements introduce"));
    }

    SignedCheckpoint sign(Checkpoint body, List<Hash> subtrees) {
        return new SignedCheckpoint(body, sign(body.bytes()), keys, subtrees);
    }

    /** Ed25519 over the UTF-8 bytes of a text that cannot be taken for a checkpoint, in hexadecimal digits. */
    public String signText(String text) {
        return sign(text.getBytes(StandardCharsets.UTF_8));
    }

    private String sign(byte[] message) {
        try {
            Signature ed25519 = Signature.getInstance("Ed25519");
            ed25519.initSign(key);
            ed25519.update(message);
            return HexFormat.of().formatHex(ed25519.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform since 15 has Ed25519", e);
        }
    }

    private static KeyPair generate() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform since 15 has Ed25519", e);
        }
    }

    private static String hex(KeyPair pair) {
        return HexFormat.of().formatHex(pair.getPublic().getEncoded());
    }
}
