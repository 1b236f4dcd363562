package dev.palimpsest.trust.seal;

import java.util.Arrays;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** The two halves of a data subject's key: one seals, the other makes nonces of what is sealed. */
public final class SubjectKey {

    /** Bytes of both halves together. */
    static final int BYTES = 64;

    private final SecretKey cipher;
    private final SecretKey nonces;

    SubjectKey(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("a subject's key has " + BYTES + " bytes");
        }
        cipher = new SecretKeySpec(Arrays.copyOf(bytes, BYTES / 2), "AES");
        nonces = new SecretKeySpec(Arrays.copyOfRange(bytes, BYTES / 2, BYTES), "HmacSHA256");
    }

    SecretKey cipher() {
        return cipher;
    }

    SecretKey nonces() {
        return nonces;
    }
}
