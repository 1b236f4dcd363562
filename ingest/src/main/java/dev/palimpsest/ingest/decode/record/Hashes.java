package dev.palimpsest.ingest.decode.record;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Names the algorithm of a hash by its length, where a sensor does not. */
public final class Hashes {

    private static final int CHARS_MAX = 128;

    private Hashes() {}

    /** Sets {@code <prefix>.md5}, {@code .sha1}, {@code .sha256} or {@code .sha512}; what is no such hash is left out. */
    public static void write(@Nullable String hash, String prefix, FieldSet fields) {
        if (hash == null || hash.length() > CHARS_MAX || !hash.chars().allMatch(c -> Character.digit(c, 16) >= 0)) {
            return;
        }
        String algorithm = switch (hash.length()) {
            case 32 -> "md5";
            case 40 -> "sha1";
            case 64 -> "sha256";
            case 128 -> "sha512";
            default -> null;
        };
        if (algorithm != null) {
            fields.put(prefix + '.' + algorithm, hash.toLowerCase(Locale.ROOT));
        }
    }
}
