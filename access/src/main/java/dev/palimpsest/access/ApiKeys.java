package dev.palimpsest.access;

import dev.palimpsest.memory.Hash;
import dev.palimpsest.memory.TenantId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * API keys in a file that holds only their SHA-256: one line each, {@code hash tenant name}. Keys added while a service
 * runs are known at their first use. The keys are random and long, so a plain hash needs no salt or stretching.
 */
public final class ApiKeys implements Credentials {

    private static final int KEY_BYTES = 32;
    private static final String PREFIX = "plm_";
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Path file;
    private Map<Hash, Caller> callers = Map.of();
    private FileTime readAt = FileTime.fromMillis(0);

    /** @param file need not exist yet: then nobody is known */
    public ApiKeys(Path file) {
        this.file = file;
    }

    /** Makes a key, adds its hash to the file, and returns the key, which is kept nowhere. */
    public String create(Caller caller) throws IOException {
        byte[] secret = new byte[KEY_BYTES];
        RANDOM.nextBytes(secret);
        String key = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
        String line = Hash.of(key) + " " + caller.tenant() + " " + caller.name() + "\n";
        boolean fresh = Files.notExists(file);
        Files.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        if (fresh) {
            Files.setPosixFilePermissions(file,
                    Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE));
        }
        return key;
    }

    @Override
    public synchronized Optional<Caller> of(String secret) {
        Hash hash = Hash.of(secret);
        Caller known = callers.get(hash);
        if (known == null && isChanged()) {
            callers = read();
            known = callers.get(hash);
        }
        return Optional.ofNullable(known);
    }

    private boolean isChanged() {
        try {
            FileTime changedAt = Files.getLastModifiedTime(file);
            boolean changed = !changedAt.equals(readAt);
            readAt = changedAt;
            return changed;
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the API keys at " + file, e);
        }
    }

    private Map<Hash, Caller> read() {
        try {
            Map<Hash, Caller> read = new HashMap<>();
            for (String line : Files.readAllLines(file)) {
                List<String> parts = List.of(line.split(" ", 3));
                if (parts.size() == 3) {
                    read.put(new Hash(parts.get(0)), new Caller(new TenantId(parts.get(1)), parts.get(2)));
                }
            }
            return Map.copyOf(read);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the API keys at " + file, e);
        }
    }
}
