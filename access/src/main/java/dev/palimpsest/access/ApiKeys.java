package dev.palimpsest.access;

import dev.palimpsest.memory.Hash;
import dev.palimpsest.memory.TenantId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * API keys in a file that holds only their SHA-256: a {@link KeyLine} each. Keys added while a service runs are known at their first
 * use, keys taken out are refused at once by who took them out and within a second by others. The keys are random and long, so a plain hash needs no salt or stretching. A
 * line that is none is passed over, and the log says so. Changes are whole or not at all; one process changes a file at a time.
 */
public final class ApiKeys implements Credentials {

    private static final int KEY_BYTES = 32;
    private static final String PREFIX = "plm_";
    private static final Set<PosixFilePermission> OWNER_ONLY = Set.of(PosixFilePermission.OWNER_READ,
            PosixFilePermission.OWNER_WRITE);
    private static final SecureRandom RANDOM = new SecureRandom();

    private static final Logger LOGGER = LoggerFactory.getLogger(ApiKeys.class);
    /** How long a key that expired is listed; then the next change leaves it out. */
    private static final Duration LISTED = Duration.ofDays(30);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    /** Within one tick of its clock a file system gives two changes the same time; no tick is as long as this. */
    private static final Duration YOUNG = Duration.ofMillis(100);

    private final Path file;
    private final InstantSource clock;
    private Map<Hash, KeyLine> keys = Map.of();
    private @Nullable FileTime readAt;
    private boolean isYoung;
    private long lookedAt = System.nanoTime() - BETWEEN_LOOKS.toNanos();

    /** @param file need not exist yet: then nobody is known */
    public ApiKeys(Path file) {
        this(file, InstantSource.system());
    }

    /** With a clock of its own to judge what has expired. */
    public ApiKeys(Path file, InstantSource clock) {
        this.file = file;
        this.clock = clock;
    }

    /** A key just made; it is kept nowhere, only its line is. */
    public record Made(String key, KeyLine line) {}

    /** Makes a key that is good until it is revoked. */
    public String create(Caller caller) throws IOException {
        return create(caller, null).key();
    }

    /** Makes a key and adds its line to the file. */
    public synchronized Made create(Caller caller, @Nullable Instant expires) throws IOException {
        Made made = made(caller, expires);
        rewrite(lines -> with(lines, made.line().text()));
        return made;
    }

    /** Like {@link #create}, and whatever keys this caller had before are no longer good. */
    public synchronized String replace(Caller caller) throws IOException {
        Made made = made(caller, null);
        rewrite(lines -> with(lines.stream().filter(line -> !isOf(line, caller)).toList(), made.line().text()));
        return made.key();
    }

    /**
     * A new key for whom an old one was made, with the same rights; the old one is good for a while yet. Empty where there is none of
     * that id.
     */
    public synchronized Optional<Made> rotate(TenantId tenant, String id, Duration grace) throws IOException {
        Optional<KeyLine> old = find(tenant, id);
        if (old.isEmpty()) {
            return Optional.empty();
        }
        Made made = made(old.get().caller(), old.get().expires());
        Instant end = clock.instant().plus(grace);
        rewrite(lines -> with(lines.stream().map(line -> is(line, old.get()) ? old.get().until(end).text() : line)
                .toList(), made.line().text()));
        return Optional.of(made);
    }

    /** Gives a key other roles; it stays the same key. Empty where there is none of that id. */
    public synchronized Optional<KeyLine> change(TenantId tenant, String id, Set<Role> roles) throws IOException {
        Optional<KeyLine> next = find(tenant, id).map(old -> new KeyLine(old.hash(),
                new Caller(tenant, old.caller().name(), roles, old.caller().sight()), old.expires()));
        if (next.isPresent()) {
            rewrite(lines -> lines.stream().map(line -> is(line, next.get()) ? next.get().text() : line).toList());
        }
        return next;
    }

    /** Takes a key out; empty where there is none of that id. */
    public synchronized Optional<KeyLine> revoke(TenantId tenant, String id) throws IOException {
        Optional<KeyLine> old = find(tenant, id);
        if (old.isPresent()) {
            rewrite(lines -> lines.stream().filter(line -> !is(line, old.get())).toList());
        }
        return old;
    }

    /** The keys of a tenant, those that have expired too, in the order in which they were made. */
    public synchronized List<KeyLine> list(TenantId tenant) throws IOException {
        return lines().stream().flatMap(line -> read(line).stream())
                .filter(line -> line.caller().tenant().equals(tenant)).toList();
    }

    @Override
    public synchronized Optional<Caller> of(String secret) {
        Hash hash = Hash.of(secret);
        boolean isTimeToLook = System.nanoTime() - lookedAt >= BETWEEN_LOOKS.toNanos();
        if ((isTimeToLook || !keys.containsKey(hash)) && isChanged()) {
            refresh();
        }
        return Optional.ofNullable(keys.get(hash)).filter(line -> line.isGood(clock.instant()))
                .map(line -> line.caller().until(line.expires()));
    }

    private static Made made(Caller caller, @Nullable Instant expires) {
        byte[] secret = new byte[KEY_BYTES];
        RANDOM.nextBytes(secret);
        String key = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
        return new Made(key, new KeyLine(Hash.of(key), caller, expires));
    }

    private Optional<KeyLine> find(TenantId tenant, String id) throws IOException {
        return list(tenant).stream().filter(line -> line.id().equals(id)).findFirst();
    }

    private static List<String> with(List<String> lines, String line) {
        return Stream.concat(lines.stream(), Stream.of(line)).toList();
    }

    private static boolean is(String line, KeyLine key) {
        return read(line).filter(other -> other.hash().equals(key.hash())).isPresent();
    }

    private static boolean isOf(String line, Caller caller) {
        return read(line).filter(key -> key.caller().tenant().equals(caller.tenant())
                && key.caller().name().equals(caller.name())).isPresent();
    }

    private List<String> lines() throws IOException {
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    private void rewrite(UnaryOperator<List<String>> change) throws IOException {
        Path next = Files.createTempFile(file.toAbsolutePath().getParent(), file.getFileName().toString(), ".new",
                PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        Instant longAgo = clock.instant().minus(LISTED);
        Files.write(next, change.apply(lines()).stream()
                .filter(line -> read(line).filter(key -> !key.isGood(longAgo)).isEmpty()).toList());
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        boolean _ = isChanged();
        refresh();
    }

    private boolean isChanged() {
        lookedAt = System.nanoTime();
        FileTime before = readAt;
        boolean mayHaveChangedUnseen = isYoung;
        try {
            readAt = Files.getLastModifiedTime(file);
        } catch (NoSuchFileException e) {
            readAt = null;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the API keys at " + file, e);
        }
        isYoung = readAt != null && System.currentTimeMillis() - readAt.toMillis() < YOUNG.toMillis();
        return mayHaveChangedUnseen || !Objects.equals(before, readAt);
    }

    /** What cannot be read is looked at again the next time: a key that was revoked must not go on for it. */
    private void refresh() {
        try {
            keys = read();
        } catch (UncheckedIOException e) {
            readAt = null;
            keys = Map.of();
            throw e;
        }
    }

    private Map<Hash, KeyLine> read() {
        try {
            Map<Hash, KeyLine> read = new HashMap<>();
            List<String> lines = readAt == null ? List.of() : new ArrayList<>(lines());
            for (int i = 0; i < lines.size(); i++) {
                Optional<KeyLine> line = read(lines.get(i));
                line.ifPresent(key -> read.put(key.hash(), key));
                if (line.isEmpty() && !lines.get(i).isBlank()) {
                    LOGGER.atWarn().addKeyValue("file", file).addKeyValue("line", i + 1).log("not an API key's line");
                }
            }
            return Map.copyOf(read);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the API keys at " + file, e);
        }
    }

    private static Optional<KeyLine> read(String line) {
        try {
            return Optional.of(KeyLine.parse(line));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
