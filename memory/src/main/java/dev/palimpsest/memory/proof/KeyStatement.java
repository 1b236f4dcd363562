package dev.palimpsest.memory.proof;

import dev.palimpsest.memory.Canonical;
import dev.palimpsest.memory.Hash;
import dev.palimpsest.memory.Micros;
import java.time.Instant;
import java.util.HexFormat;

/**
 * That a key signs from now on, on the word of the key before it. The first key speaks for itself.
 *
 * @param publicKey SubjectPublicKeyInfo in DER, in hexadecimal digits
 * @param at        when it was said
 * @param by        id of the key that says so
 * @param signature that key's over {@link #bytes}, in hexadecimal digits
 */
public record KeyStatement(String publicKey, Instant at, String by, String signature) {

    private static final String DOMAIN = "palimpsest-key-1";

    public KeyStatement {
        at = Micros.of(at);
    }

    /** The id of the key: the SHA-256 of its DER form. */
    public String keyId() {
        return keyId(publicKey);
    }

    /** As {@link #keyId()}, of any key. */
    public static String keyId(String publicKey) {
        return Hash.of(HexFormat.of().parseHex(publicKey)).hex();
    }

    /** What is signed. */
    public byte[] bytes() {
        return bytes(publicKey, at, by);
    }

    /** What is to be signed. */
    public static byte[] bytes(String publicKey, Instant at, String by) {
        return new Canonical().text(DOMAIN).text(publicKey).time(Micros.of(at)).text(by).toBytes();
    }
}
