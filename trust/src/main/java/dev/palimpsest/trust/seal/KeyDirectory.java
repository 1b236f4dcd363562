package dev.palimpsest.trust.seal;

import dev.palimpsest.memory.Canonical;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.TenantId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * A vault in a directory: one file a key, named by a keyed hash of tenant and subject and a generation, holding the key as
 * the master key wraps it. A destroyed key's file is renamed, which is the moment from which nobody finds it, written over,
 * and stays as a mark so that the generation is never used again.
 *
 * <p>The file {@code policy} in it is a {@link ForgettingPolicy}, read anew when it changes.
 *
 * <p>Reading takes no lock and looks at the file each time, so that what one process destroyed no other goes on using.
 * Making, destroying and rotating exclude one another among all processes.
 */
public final class KeyDirectory implements KeyVault {

    private static final String GONE = ".gone";
    private static final String MASTER = "master-key";
    private static final String NAMES = "names-key";
    private static final String POLICY = "policy";
    private static final int ID_DIGITS = 32;
    private static final int KEPT_MAX = 20_000;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** A file lock is one process's; its threads need one of their own. */
    private static final ReentrantLock WRITING = new ReentrantLock();

    private final Path directory;
    private final MasterKey master;
    private final PolicyFile policy;
    private final InstantSource clock;
    private final SecretKey names;
    private final Map<String, SubjectKey> keys = new ConcurrentHashMap<>();
    private final Map<String, Integer> generations = new ConcurrentHashMap<>();

    private KeyDirectory(Path directory, MasterKey master, InstantSource clock) throws IOException {
        this.clock = clock;
        this.policy = new PolicyFile(directory.resolve(POLICY));
        this.directory = directory;
        this.master = master;
        this.names = new SecretKeySpec(own(directory.resolve(NAMES), NAMES, 32), "HmacSHA256");
    }

    /**
     * The vault in this directory under the master key in it; both are made where they are not there.
     *
     * @throws IllegalArgumentException where others may read a key, or one cannot be read, in one line
     */
    public static KeyDirectory at(Path directory) {
        return at(directory, InstantSource.system());
    }

    /** The same by a clock, which tells whether what was kept for a time is over. */
    public static KeyDirectory at(Path directory, InstantSource clock) {
        return at(directory, () -> MasterKeyFile.at(directory.resolve(MASTER)), clock);
    }

    /** The vault in this directory under a master key that is elsewhere. */
    public static KeyDirectory under(Path directory, MasterKey master) {
        return at(directory, () -> master, InstantSource.system());
    }

    private static KeyDirectory at(Path directory, Supplier<MasterKey> master, InstantSource clock) {
        try {
            OwnFiles.makeDirectory(directory);
            OwnFiles.requireOwn(directory);
            return new KeyDirectory(directory, master.get(), clock);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot open the keys in " + directory, e);
        }
    }

    /**
     * Puts a new master key into the directory and wraps every key by it; the one before is gone then.
     *
     * @return the id of the new one, and how many keys it wraps
     */
    public static Rotation rotate(Path directory) {
        MasterKeyFile master = MasterKeyFile.at(directory.resolve(MASTER));
        return under(directory, master).exclusively(() -> {
            List<Path> files = keyFiles(directory);
            for (Path file : files) { // what cannot be read must be mended before anything changes
                master.unwrap(OwnFiles.read(file), file.getFileName().toString());
            }
            master.addNew();
            int wrapped = 0;
            for (Path file : files) {
                String name = file.getFileName().toString();
                OwnFiles.replace(file, master.wrap(master.unwrap(OwnFiles.read(file), name), name));
                wrapped++;
            }
            master.dropOld();
            return new Rotation(master.id(), wrapped);
        });
    }

    /** What a rotation did. */
    public record Rotation(String master, int wrapped) {}

    private static List<Path> keyFiles(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory, 2)) {
            return all.filter(file -> {
                String name = String.valueOf(file.getFileName());
                return name.equals(NAMES) || KeyName.parse(name).isPresent();
            }).toList();
        }
    }

    @Override
    public String keyFor(TenantId tenant, Subject person) {
        return current(new KeyName(name(tenant, person), null, 1), false, null).orElseThrow();
    }

    @Override
    public String keyFor(TenantId tenant, Subject person, String kind, Instant at) {
        return current(named(name(tenant, person), tenant, kind, at), null).orElseThrow();
    }

    @Override
    public Optional<String> beside(String keyId, TenantId tenant, String kind, Instant at) {
        KeyName own = KeyName.parse(keyId).orElse(null);
        if (own == null || Files.notExists(file(keyId))) {
            return Optional.empty();
        }
        boolean ofKind = own.term() != null && own.term().kind().equals(kind);
        KeyName wanted = ofKind ? own : named(own.person(), tenant, kind, at);
        return wanted.line().equals(own.line()) ? Optional.of(keyId) : current(wanted, keyId);
    }

    private KeyName named(String person, TenantId tenant, String kind, Instant at) {
        return new KeyName(person, policy().longest(tenant, kind)
                .map(longest -> KeyName.Term.of(tenant, kind, at, longest.toSeconds())).orElse(null), 1);
    }

    private Optional<String> current(KeyName key, @Nullable String beside) {
        KeyName.Term term = key.term();
        boolean over = term != null && policy().longest(term.tenant(), term.kind())
                .filter(longest -> term.isOver(clock.instant(), longest.toSeconds())).isPresent();
        return current(key, over, beside);
    }

    /**
     * The key that is in use, made where there is none. Nothing is made for a time that is over: what is read anew must not
     * outlive it.
     *
     * @param beside a key without which none is made; null where one is made in any case
     */
    private Optional<String> current(KeyName key, boolean over, @Nullable String beside) {
        String line = key.line();
        Integer known = generations.get(line);
        if (known != null && Files.exists(file(line + "." + known))) {
            return Optional.of(line + "." + known);
        }
        int current = exclusively(() -> {
            int generation = 1;
            while (Files.exists(gone(line + "." + generation))) {
                generation++;
            }
            String id = line + "." + generation;
            OwnFiles.makeDirectory(bucket(id));
            if (over && Files.notExists(file(id))) {
                boolean _ = generation == 1 && OwnFiles.create(gone(id), "gone");
                return Math.max(1, generation - 1);
            }
            if (beside != null && Files.notExists(file(beside))) {
                return 0;
            }
            byte[] _ = own(file(id), id, SubjectKey.BYTES);
            return generation;
        });
        if (current == 0) {
            return Optional.empty();
        }
        keep(generations).put(line, current);
        return Optional.of(line + "." + current);
    }

    @Override
    public ForgettingPolicy policy() {
        return policy.policy();
    }

    @Override
    public Optional<String> problem() {
        return Optional.ofNullable(policy.problem());
    }

    @Override
    public List<Due> due(Instant now) {
        ForgettingPolicy rules = policy();
        Map<String, Due> due = new TreeMap<>();
        try {
            for (Path file : keyFiles(directory)) {
                String keyId = file.getFileName().toString();
                KeyName.Term term = KeyName.parse(keyId).flatMap(key -> Optional.ofNullable(key.term())).orElse(null);
                if (term != null) {
                    rules.longest(term.tenant(), term.kind()).filter(longest -> term.isOver(now, longest.toSeconds()))
                            .ifPresent(longest -> due.computeIfAbsent(term.tenant() + " " + term.kind(),
                                    _ -> new Due(term.tenant(), term.kind(), longest, new ArrayList<>())).keys()
                                    .add(keyId));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list the keys in " + directory, e);
        }
        return List.copyOf(due.values());
    }

    @Override
    public List<String> keysOf(TenantId tenant, Subject person) {
        String name = name(tenant, person);
        List<String> ids = new ArrayList<>();
        for (int generation = 1;; generation++) {
            String id = name + "." + generation;
            if (Files.notExists(file(id)) && Files.notExists(gone(id))) {
                ids.addAll(keptForATime(name));
                return ids;
            }
            ids.add(id);
        }
    }

    private List<String> keptForATime(String person) {
        Path bucket = bucket(person);
        if (Files.notExists(bucket)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(bucket)) {
            return all.map(file -> file.getFileName().toString().replace(GONE, ""))
                    .filter(name -> name.startsWith(person + "-") && KeyName.parse(name).isPresent()).distinct()
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list the keys in " + directory, e);
        }
    }

    @Override
    public Optional<SubjectKey> find(String keyId) {
        if (KeyName.parse(keyId).isEmpty()) {
            return Optional.empty();
        }
        if (Files.notExists(file(keyId))) {
            keys.remove(keyId);
            if (Files.notExists(gone(keyId))) {
                throw new IllegalStateException("key " + keyId + " was never in " + directory.toAbsolutePath()
                        + ": all services must share one directory of keys");
            }
            return Optional.empty();
        }
        SubjectKey known = keys.get(keyId);
        return known == null ? load(keyId) : Optional.of(known);
    }

    private Optional<SubjectKey> load(String keyId) {
        try {
            SubjectKey key = new SubjectKey(master.unwrap(OwnFiles.read(file(keyId)), keyId));
            keep(keys).put(keyId, key);
            return Optional.of(key);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read key " + keyId + " in " + directory, e);
        } catch (IllegalArgumentException e) {
            // Not the record's fault: whoever reads must stand still, not set the record aside.
            throw new IllegalStateException("key " + keyId + " in " + directory + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void destroy(String keyId) {
        if (KeyName.parse(keyId).isEmpty()) {
            throw new IllegalArgumentException("no id of a key: " + keyId);
        }
        int _ = exclusively(() -> {
            OwnFiles.makeDirectory(bucket(keyId));
            if (Files.exists(file(keyId))) {
                Files.move(file(keyId), gone(keyId), StandardCopyOption.ATOMIC_MOVE);
            } else if (Files.notExists(gone(keyId))) {
                return OwnFiles.create(gone(keyId), "gone") ? 1 : 0;
            }
            OwnFiles.wipe(gone(keyId), "gone"); // again too: a process may have ended between the two steps
            return 1;
        });
        keys.remove(keyId);
    }

    /** 128 bits of a keyed hash: who has no key of the vault cannot try names against it. */
    private String name(TenantId tenant, Subject person) {
        byte[] hash = Aes.hmac(names, new Canonical().text(tenant.value()).text(person.toString()).toBytes());
        return HexFormat.of().formatHex(hash).substring(0, ID_DIGITS);
    }

    private Path file(String keyId) {
        return bucket(keyId).resolve(keyId);
    }

    private Path bucket(String keyId) {
        return directory.resolve(keyId.substring(0, 2));
    }

    private Path gone(String keyId) {
        return file(keyId).resolveSibling(keyId + GONE);
    }

    /** The secret in a file, made where there is none. */
    private byte[] own(Path file, String context, int bytes) throws IOException {
        if (Files.notExists(file)) {
            byte[] secret = new byte[bytes];
            RANDOM.nextBytes(secret);
            boolean _ = OwnFiles.create(file, master.wrap(secret, context));
        }
        try {
            return master.unwrap(OwnFiles.read(file), context);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("key " + context + " in " + directory + ": " + e.getMessage(), e);
        }
    }

    /** What is kept is looked up again at worst; it must not grow with everybody who ever spoke. */
    private static <T> Map<String, T> keep(Map<String, T> kept) {
        if (kept.size() >= KEPT_MAX) {
            kept.clear();
        }
        return kept;
    }

    private interface Step<T> {
        T run() throws IOException;
    }

    private <T> T exclusively(Step<T> step) {
        WRITING.lock();
        try (FileChannel channel = FileChannel.open(directory.resolve("lock"), StandardOpenOption.CREATE,
                StandardOpenOption.WRITE); FileLock _ = channel.lock()) {
            return step.run();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot change the keys in " + directory, e);
        } finally {
            WRITING.unlock();
        }
    }
}
