package dev.palimpsest.access;

import dev.palimpsest.memory.Hash;
import dev.palimpsest.memory.TenantId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * API keys in a file that holds only their SHA-256: one line each, {@code hash tenant name}. Keys added while a service
 * runs are known at their first use, keys taken out are refused within a second. The keys are random and long, so a plain
 * hash needs no salt or stretching. A line that is none is passed over, and the log says so.
 */
public final class ApiKeys implements Credentials {

    private static final int KEY_BYTES = 32;
    private static final String PREFIX = "plm_";
    private static final Set<PosixFilePermission> OWNER_ONLY = Set.of(PosixFilePermission.OWNER_READ,
            PosixFilePermission.OWNER_WRITE);
    private static final SecureRandom RANDOM = new SecureRandom();

    private static final Logger LOGGER = LoggerFactory.getLogger(ApiKeys.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    private final Path file;
    private Map<Hash, Caller> callers = Map.of();
    private @Nullable FileTime readAt;
    private long lookedAt = System.nanoTime() - BETWEEN_LOOKS.toNanos();

    /** @param file need not exist yet: then nobody is known */
    public ApiKeys(Path file) {
        this.file = file;
    }

    /** Like {@link #create}, and whatever keys this caller had before are no longer good. */
    public String replace(Caller caller) throws IOException {
        if (Files.exists(file)) {
            String own = " " + caller.tenant() + " " + caller.name();
            List<String> others = Files.readAllLines(file).stream().filter(line -> !line.endsWith(own)).toList();
            Path rest = file.resolveSibling(file.getFileName() + ".new");
            Files.write(rest, others);
            Files.setPosixFilePermissions(rest, OWNER_ONLY);
            Files.move(rest, file, StandardCopyOption.ATOMIC_MOVE);
        }
        return create(caller);
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
            Files.setPosixFilePermissions(file, OWNER_ONLY);
        }
        return key;
    }

    @Override
    public synchronized Optional<Caller> of(String secret) {
        Hash hash = Hash.of(secret);
        boolean isTimeToLook = System.nanoTime() - lookedAt >= BETWEEN_LOOKS.toNanos();
        if ((isTimeToLook || !callers.containsKey(hash)) && isChanged()) {
            callers = read();
        }
        return Optional.ofNullable(callers.get(hash));
    }

    private boolean isChanged() {
        lookedAt = System.nanoTime();
        FileTime before = readAt;
        try {
            readAt = Files.getLastModifiedTime(file);
        } catch (NoSuchFileException e) {
            readAt = null;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the API keys at " + file, e);
        }
        return !Objects.equals(before, readAt);
    }

    private Map<Hash, Caller> read() {
        try {
            Map<Hash, Caller> read = new HashMap<>();
            List<String> lines = readAt == null ? List.of() : Files.readAllLines(file);
            for (int i = 0; i < lines.size(); i++) {
                List<String> parts = List.of(lines.get(i).strip().split(" ", 3));
                try {
                    read.put(new Hash(parts.get(0)), new Caller(new TenantId(parts.get(1)), parts.get(2)));
                } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
                    LOGGER.atWarn().addKeyValue("file", file).addKeyValue("line", i + 1).log("not an API key's line");
                }
            }
            return Map.copyOf(read);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the API keys at " + file, e);
        }
    }
}
