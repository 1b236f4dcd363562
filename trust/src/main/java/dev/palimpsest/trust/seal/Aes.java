package dev.palimpsest.trust.seal;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/** AES-256-GCM and HMAC-SHA-256 as every Java platform has them. */
final class Aes {

    static final int NONCE_BYTES = 12;

    private static final int TAG_BITS = 128;

    private Aes() {}

    static byte[] seal(SecretKey key, byte[] nonce, byte[] bound, byte[] plain) {
        try {
            return cipher(Cipher.ENCRYPT_MODE, key, nonce, bound).doFinal(plain);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has AES-GCM", e);
        }
    }

    /** Empty where key, nonce, binding or bytes are not those that it was sealed with. */
    static Optional<byte[]> open(SecretKey key, byte[] nonce, byte[] bound, byte[] sealed) {
        if (nonce.length != NONCE_BYTES) {
            return Optional.empty();
        }
        try {
            return Optional.of(cipher(Cipher.DECRYPT_MODE, key, nonce, bound).doFinal(sealed));
        } catch (AEADBadTagException e) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has AES-GCM", e);
        }
    }

    /** A nonce that is the same for the same, and for nothing else but by an accident of 1 in 2^96. */
    static byte[] nonce(SecretKey key, byte[] bound, byte[] plain) {
        return Arrays.copyOf(hmac(key, bound, plain), NONCE_BYTES);
    }

    static byte[] hmac(SecretKey key, byte[]... parts) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            for (byte[] part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HMAC-SHA-256", e);
        }
    }

    private static Cipher cipher(int mode, SecretKey key, byte[] nonce, byte[] bound) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(bound);
        return cipher;
    }
}
