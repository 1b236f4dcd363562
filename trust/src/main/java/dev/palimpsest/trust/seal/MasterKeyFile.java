package dev.palimpsest.trust.seal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Master keys in a file that only its owner may read: the one that wraps, first, and during a rotation the one before it. A
 * line is an id and 64 hexadecimal digits. Read anew where a key is asked for that is not known, so that no process needs a
 * restart after a rotation.
 */
final class MasterKeyFile implements MasterKey {

    private static final int KEY_BYTES = 32;
    private static final int ID_BYTES = 6;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Path file;
    private volatile Map<String, SecretKey> keys;

    private MasterKeyFile(Path file) {
        this.file = file;
        this.keys = read();
    }

    /**
     * The keys in the file; made where there is none. Several processes that make it at once agree on one.
     *
     * @throws IllegalArgumentException where the file holds no key or may be read by others, in one line
     */
    static MasterKeyFile at(Path file) {
        try {
            if (Files.notExists(file)) {
                boolean _ = OwnFiles.create(file, line());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make the master key at " + file, e);
        }
        return new MasterKeyFile(file);
    }

    /**
     * The keys in a file that is there.
     *
     * @throws IllegalArgumentException as {@link #at} does
     */
    static MasterKeyFile in(Path file) {
        return new MasterKeyFile(file);
    }

    @Override
    public String wrap(byte[] secret, String context) {
        keys = read(); // rare, and must never be by a key that was rotated away
        Map.Entry<String, SecretKey> current = keys.entrySet().iterator().next();
        byte[] nonce = random(Aes.NONCE_BYTES);
        byte[] sealed = Aes.seal(current.getValue(), nonce, bound(context), secret);
        byte[] both = Arrays.copyOf(nonce, nonce.length + sealed.length);
        System.arraycopy(sealed, 0, both, nonce.length, sealed.length);
        return current.getKey() + ":" + Base64.getEncoder().encodeToString(both);
    }

    @Override
    public byte[] unwrap(String wrapped, String context) {
        String[] parts = wrapped.split(":", 2);
        SecretKey key = parts.length == 2 ? find(parts[0]) : null;
        if (key == null) {
            throw new IllegalArgumentException("it is wrapped by master key " + parts[0] + ", which is not in " + file);
        }
        byte[] both = Base64.getDecoder().decode(parts[1]);
        byte[] nonce = Arrays.copyOf(both, Aes.NONCE_BYTES);
        return Aes.open(key, nonce, bound(context), Arrays.copyOfRange(both, Aes.NONCE_BYTES, both.length))
                .orElseThrow(() -> new IllegalArgumentException("it was changed, or belongs elsewhere"));
    }

    private @Nullable SecretKey find(String id) {
        if (!keys.containsKey(id)) {
            keys = read();
        }
        return keys.get(id);
    }

    /** A new key goes first; all before it stay until {@link #dropOld}, those of a rotation that did not end among them. */
    void addNew() throws IOException {
        OwnFiles.replaceAndWipe(file, line() + "\n" + OwnFiles.read(file));
        keys = read();
    }

    /** Nothing is wrapped by any key but the first any more. */
    void dropOld() throws IOException {
        OwnFiles.replaceAndWipe(file, OwnFiles.read(file).lines().findFirst().orElseThrow());
        keys = read();
    }

    /** The id of the key that wraps. */
    String id() {
        return keys.keySet().iterator().next();
    }

    /** Twice where need be: the file may have been replaced, and its bytes written over, between opening and reading. */
    private Map<String, SecretKey> read() {
        try {
            return readOnce();
        } catch (IllegalArgumentException _) {
            return readOnce();
        }
    }

    private Map<String, SecretKey> readOnce() {
        try {
            Map<String, SecretKey> found = OwnFiles.read(file).lines().map(line -> line.split(" ", 2))
                    .collect(Collectors.toMap(parts -> parts[0], parts -> key(parts[parts.length - 1]),
                            (one, _) -> one, LinkedHashMap::new));
            if (found.isEmpty()) {
                throw new IllegalArgumentException("it is empty");
            }
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the master key at " + file, e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("no master key in " + file + ": " + e.getMessage(), e);
        }
    }

    private static SecretKey key(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        if (bytes.length != KEY_BYTES) {
            throw new IllegalArgumentException("a master key has " + 2 * KEY_BYTES + " hexadecimal digits");
        }
        return new SecretKeySpec(bytes, "AES");
    }

    private static String line() {
        return HexFormat.of().formatHex(random(ID_BYTES)) + " " + HexFormat.of().formatHex(random(KEY_BYTES));
    }

    private static byte[] random(int bytes) {
        byte[] random = new byte[bytes];
        RANDOM.nextBytes(random);
        return random;
    }

    private static byte[] bound(String context) {
        return context.getBytes(StandardCharsets.UTF_8);
    }
}
