package dev.palimpsest.trust.seal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** The files of keys in a directory, looked at each time and never changed. Safe for several threads. */
final class KeyFiles {

    private static final String GONE = ".gone";
    private static final int KEPT_MAX = 20_000;

    private final Path directory;
    private final Supplier<MasterKey> master;
    private final Map<String, SubjectKey> keys = new ConcurrentHashMap<>();

    /** @param master asked for where a key is read; the directory need not be there */
    KeyFiles(Path directory, Supplier<MasterKey> master) {
        this.directory = directory;
        this.master = master;
    }

    Path file(String keyId) {
        return bucket(keyId).resolve(keyId);
    }

    Path bucket(String keyId) {
        return directory.resolve(keyId.substring(0, 2));
    }

    /** The mark that a destroyed key leaves. */
    Path gone(String keyId) {
        return file(keyId).resolveSibling(keyId + GONE);
    }

    /** The id of the key that a file is, or is the mark of. */
    static String keyId(Path file) {
        return file.getFileName().toString().replace(GONE, "");
    }

    /** The first generation that is not destroyed, whether it is there or not. */
    int generation(String line) {
        int generation = 1;
        while (Files.exists(gone(line + "." + generation))) {
            generation++;
        }
        return generation;
    }

    /** As {@link KeyVault#find} promises. */
    Optional<SubjectKey> find(String keyId) {
        if (KeyName.parse(keyId).isEmpty()) {
            return Optional.empty();
        }
        if (Files.notExists(file(keyId))) {
            keys.remove(keyId);
            if (Files.notExists(gone(keyId))) {
                throw new UnknownKey(keyId, directory);
            }
            return Optional.empty();
        }
        SubjectKey known = keys.get(keyId);
        return known == null ? load(keyId) : Optional.of(known);
    }

    private Optional<SubjectKey> load(String keyId) {
        try {
            SubjectKey key = new SubjectKey(master.get().unwrap(OwnFiles.read(file(keyId)), keyId));
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

    /** What was read of a key that is destroyed. */
    void forget(String keyId) {
        keys.remove(keyId);
    }

    /** What is kept is looked up again at worst; it must not grow with everybody who ever spoke. */
    static <T> Map<String, T> keep(Map<String, T> kept) {
        if (kept.size() >= KEPT_MAX) {
            kept.clear();
        }
        return kept;
    }
}
