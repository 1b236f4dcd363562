package dev.palimpsest.memory.proof;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;

/** Signatures by RFC 8032. */
public final class Ed25519 {

    private static final HexFormat HEX = HexFormat.of();

    private Ed25519() {}

    /**
     * Whether the signature is this key's over these bytes; false too where key or signature are none.
     *
     * @param publicKey SubjectPublicKeyInfo in DER, in hexadecimal digits
     * @param signature 64 bytes in hexadecimal digits
     */
    public static boolean isSigned(byte[] message, String publicKey, String signature) {
        try {
            Signature ed25519 = Signature.getInstance("Ed25519");
            ed25519.initVerify(KeyFactory.getInstance("Ed25519")
                    .generatePublic(new X509EncodedKeySpec(HEX.parseHex(publicKey))));
            ed25519.update(message);
            return ed25519.verify(HEX.parseHex(signature));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }
}
