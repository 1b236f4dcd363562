package dev.palimpsest.trust.secret;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Names for what must not be kept: {@code «secret:github-pat:7f3a9c01d2e4»}. The same value has the same digits wherever
 * it stands, so that joins still work; without the installation's key nobody can try values against them. Safe for
 * several threads.
 */
public final class Pseudonyms {
    static final String OPEN = "«";
    static final String CLOSE = "»";
    private static final String ALGORITHM = "HmacSHA256";
    private static final int DIGITS = 12;
    private final SecretKeySpec key;

    /** @param key at least 16 bytes, the same for as long as the log is kept */
    public Pseudonyms(byte[] key) {
        if (key.length < 16) {
            throw new IllegalArgumentException("the key of pseudonyms has at least 16 bytes");
        }
        this.key = new SecretKeySpec(key, ALGORITHM);
    }

    /** Whether a pseudonym begins or ends at this place. */
    static boolean isEdge(String text, int at) {
        char c = text.charAt(at);
        if (c == OPEN.charAt(0)) {
            return text.startsWith("secret:", at + 1) || text.startsWith("pii:", at + 1);
        }
        if (c != CLOSE.charAt(0) || at <= DIGITS || text.charAt(at - DIGITS - 1) != ':') {
            return false;
        }
        for (int i = at - DIGITS; i < at; i++) {
            if (Character.digit(text.charAt(i), 16) < 0) {
                return false;
            }
        }
        return true;
    }

    /** The pseudonym of a value. */
    String of(Found found, String value) {
        return OPEN + found.group().name().toLowerCase(Locale.ROOT) + ":" + found.kind() + ":"
                + digits(value).substring(0, DIGITS) + CLOSE;
    }

    /** 64 hexadecimal digits that only the holder of the key can compute from the text. */
    public String digits(String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }
}
