package dev.palimpsest.trust.seal;

import dev.palimpsest.memory.Canonical;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.TenantId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
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

    private static final System.Logger LOGGER = System.getLogger(KeyDirectory.class.getName());
    static final String MASTER = "master-key";
    private static final String NAMES = "names-key";
    static final String POLICY = "policy";
    private static final String GONE = "gone ";
    private static final int ID_DIGITS = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** A file lock is one process's; its threads need one of their own. */
    private static final ReentrantLock WRITING = new ReentrantLock();

    private final Path directory;
    private final MasterKey master;
    private final PolicyFile policy;
    private final SecretKey names;
    private final KeyFiles files;
    private final Map<String, Integer> generations = new ConcurrentHashMap<>();

    private KeyDirectory(Path directory, MasterKey master, InstantSource clock) throws IOException {
        this.policy = new PolicyFile(directory.resolve(POLICY), clock);
        this.directory = directory;
        this.master = master;
        this.files = new KeyFiles(directory, () -> master);
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

    /** The same by a clock, which tells whether the file of the policy may still be being written. */
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
            return exclusively(directory, () -> {
                cleanWhereItCan(directory);
                return new KeyDirectory(directory, master.get(), clock);
            });
        } catch (IOException e) {
            throw new UncheckedIOException("cannot open the keys in " + directory, e);
        }
    }

    private static void cleanWhereItCan(Path directory) {
        try {
            OwnFiles.clean(directory);
        } catch (IOException e) { // who cannot tidy up can still read and write; a rotation cannot do without
            LOGGER.log(System.Logger.Level.WARNING, "what a process left half written stays in " + directory, e);
        }
    }

    /**
     * Puts a new master key into the directory and wraps every key by it; the one before is gone then.
     *
     * @return the id of the new one, and how many keys it wraps
     */
    public static Rotation rotate(Path directory) {
        at(directory);
        return exclusively(directory, () -> {
            OwnFiles.clean(directory);
            MasterKeyFile master = MasterKeyFile.at(directory.resolve(MASTER));
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
        return OwnFiles.in(directory).stream().filter(file -> {
            String name = String.valueOf(file.getFileName());
            return name.equals(NAMES) || KeyName.parse(name).isPresent();
        }).toList();
    }

    @Override
    public String keyFor(TenantId tenant, Subject person) {
        return current(new KeyName(name(tenant, person), null, 1), null).orElseThrow();
    }

    @Override
    public String keyFor(TenantId tenant, Subject person, String kind, Instant at) {
        return current(KeyName.of(name(tenant, person), policy(), tenant, kind, at), null).orElseThrow();
    }

    @Override
    public Optional<String> beside(String keyId, TenantId tenant, String kind, Instant at) {
        KeyName own = KeyName.parse(keyId).orElse(null);
        if (own == null || Files.notExists(file(keyId))) {
            return Optional.empty();
        }
        KeyName wanted = own.beside(policy(), tenant, kind, at);
        return wanted.line().equals(own.line()) ? Optional.of(keyId) : current(wanted, keyId);
    }

    /**
     * The key that is in use, made where there is none, for a time that is over too: whether it is, one clock alone cannot tell,
     * and what is sealed to nothing is lost. {@link #due} has it at once.
     *
     * @param beside a key without which none is made; null where one is made in any case
     */
    private Optional<String> current(KeyName key, @Nullable String beside) {
        String line = key.line();
        Integer known = generations.get(line);
        if (known != null && Files.exists(file(line + "." + known))) {
            return Optional.of(line + "." + known);
        }
        int current = exclusively(() -> {
            int generation = files.generation(line);
            String id = line + "." + generation;
            OwnFiles.makeDirectory(bucket(id));
            if (beside != null && Files.notExists(file(beside))) {
                return 0;
            }
            byte[] _ = own(file(id), id, SubjectKey.BYTES);
            return generation;
        });
        if (current == 0) {
            return Optional.empty();
        }
        KeyFiles.keep(generations).put(line, current);
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

    @Override
    public Optional<Instant> forgotten(TenantId tenant, Subject person) {
        ForgettingPolicy rules = policy();
        return keysOf(tenant, person).stream()
                .flatMap(id -> goneAt(id).filter(at -> !wentWithItsTime(rules, id, at)).stream())
                .max(Comparator.naturalOrder());
    }

    /** The time in the mark that is left; the file's own where a process ended before it wrote one. */
    private Optional<Instant> goneAt(String keyId) {
        try {
            Optional<Instant> written = marked(keyId);
            return written.isPresent()
                    ? written
                    : Optional.of(Files.getLastModifiedTime(gone(keyId)).toInstant());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot see when a key in " + directory + " was destroyed", e);
        }
    }

    private Optional<Instant> marked(String keyId) throws IOException {
        String mark = Files.readString(gone(keyId), StandardCharsets.ISO_8859_1).strip();
        try {
            return mark.startsWith(GONE) ? Optional.of(Instant.parse(mark.substring(GONE.length()))) : Optional.empty();
        } catch (DateTimeParseException e) {
            return Optional.empty(); // only half written
        }
    }

    private static boolean wentWithItsTime(ForgettingPolicy rules, String keyId, Instant at) {
        KeyName.Term term = KeyName.parse(keyId).flatMap(key -> Optional.ofNullable(key.term())).orElse(null);
        return term != null && rules.longest(term.tenant(), term.kind())
                .filter(longest -> term.isOver(at, longest.toSeconds())).isPresent();
    }

    private List<String> keptForATime(String person) {
        Path bucket = bucket(person);
        if (Files.notExists(bucket)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(bucket)) {
            return all.map(KeyFiles::keyId)
                    .filter(name -> name.startsWith(person + "-") && KeyName.parse(name).isPresent()).distinct()
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list the keys in " + directory, e);
        }
    }

    @Override
    public Optional<SubjectKey> find(String keyId) {
        return files.find(keyId);
    }

    @Override
    public void destroy(String keyId, Instant at) {
        if (KeyName.parse(keyId).isEmpty()) {
            throw new IllegalArgumentException("no id of a key: " + keyId);
        }
        int _ = exclusively(() -> {
            OwnFiles.makeDirectory(bucket(keyId));
            if (Files.exists(file(keyId))) {
                Files.move(file(keyId), gone(keyId), StandardCopyOption.ATOMIC_MOVE);
            } else if (Files.notExists(gone(keyId))) {
                return OwnFiles.create(gone(keyId), GONE + at) ? 1 : 0;
            } else if (marked(keyId).filter(before -> !before.isBefore(at)).isPresent()) {
                return 0;
            }
            OwnFiles.wipe(gone(keyId), GONE + at); // again too: a process may have ended between the two steps
            return 1;
        });
        files.forget(keyId);
    }

    /** 128 bits of a keyed hash: who has no key of the vault cannot try names against it. */
    private String name(TenantId tenant, Subject person) {
        byte[] hash = Aes.hmac(names, new Canonical().text(tenant.value()).text(person.toString()).toBytes());
        return HexFormat.of().formatHex(hash).substring(0, ID_DIGITS);
    }

    private Path file(String keyId) {
        return files.file(keyId);
    }

    private Path bucket(String keyId) {
        return files.bucket(keyId);
    }

    private Path gone(String keyId) {
        return files.gone(keyId);
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

    private interface Step<T> {
        T run() throws IOException;
    }

    private <T> T exclusively(Step<T> step) {
        return exclusively(directory, step);
    }

    private static <T> T exclusively(Path directory, Step<T> step) {
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
