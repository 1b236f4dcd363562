package dev.palimpsest.query.follow;

import dev.palimpsest.memory.TenantId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * A place of the log as a text that says nothing to who has no key: offsets count what others remember. The same place is another text each time,
 * always of the same length, and good for one tenant, on every service with the same key. Safe for several threads.
 */
public final class Place {

    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final byte FORM = 1;
    private static final int TEXT_LENGTH_MAX = 100_000;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final SecretKeySpec key;

    /** @param key 32 bytes */
    public Place(byte[] key) {
        this.key = new SecretKeySpec(key, "AES");
    }

    /**
     * A place as a text.
     *
     * @param next next offset by partition
     */
    public String text(TenantId tenant, Map<Integer, Long> next) {
        ByteBuffer plain = ByteBuffer.allocate(1 + next.size() * (Integer.BYTES + Long.BYTES)).put(FORM);
        new TreeMap<>(next).forEach((partition, offset) -> plain.putInt(partition).putLong(offset));
        byte[] nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        byte[] sealed = crypt(Cipher.ENCRYPT_MODE, tenant, nonce, plain.array());
        return Base64.getUrlEncoder().withoutPadding()
                .encodeToString(ByteBuffer.allocate(nonce.length + sealed.length).put(nonce).put(sealed).array());
    }

    /**
     * What {@link #text} said.
     *
     * @throws IllegalArgumentException where it is none of this tenant's
     */
    public Map<Integer, Long> parse(TenantId tenant, String text) {
        if (text.length() > TEXT_LENGTH_MAX) {
            throw none();
        }
        ByteBuffer bytes = bytes(text);
        if (bytes.remaining() < NONCE_BYTES) {
            throw none();
        }
        byte[] nonce = new byte[NONCE_BYTES];
        bytes.get(nonce);
        byte[] sealed = new byte[bytes.remaining()];
        bytes.get(sealed);
        ByteBuffer plain = ByteBuffer.wrap(crypt(Cipher.DECRYPT_MODE, tenant, nonce, sealed));
        if (plain.get() != FORM) {
            throw none();
        }
        Map<Integer, Long> next = new HashMap<>();
        while (plain.hasRemaining()) {
            next.put(plain.getInt(), plain.getLong());
        }
        return next;
    }

    private static ByteBuffer bytes(String text) {
        try {
            return ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
        } catch (IllegalArgumentException e) {
            throw none();
        }
    }

    private byte[] crypt(int mode, TenantId tenant, byte[] nonce, byte[] bytes) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(tenant.value().getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(bytes);
        } catch (GeneralSecurityException e) {
            if (mode == Cipher.DECRYPT_MODE) {
                throw none();
            }
            throw new IllegalStateException("every Java platform has AES-GCM", e);
        }
    }

    private static IllegalArgumentException none() {
        return new IllegalArgumentException("this is no id of an event that this key was told");
    }
}
