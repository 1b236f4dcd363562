package dev.palimpsest.local.stack;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The directory a stack keeps its state in, held by one stack at a time. */
final class DataDirectory implements AutoCloseable {

    /** Below this a broker's first segments and an index do not fit, and failing half way is worse than not starting. */
    static final long FREE_BYTES_MIN = 512L * 1024 * 1024;

    private final Path root;
    private final boolean ephemeral;
    private final FileChannel lock;

    private DataDirectory(Path root, boolean ephemeral, FileChannel lock) {
        this.root = root;
        this.ephemeral = ephemeral;
        this.lock = lock;
    }

    /** @throws StackException if it cannot be written, has no room, or belongs to a running stack */
    static DataDirectory open(StackOptions options) {
        Path root = options.data();
        try {
            Files.createDirectories(root.resolve("logs"));
            requireRoom(root);
            return new DataDirectory(root, options.ephemeral(), lock(root));
        } catch (IOException e) {
            throw new StackException("cannot write to the data directory " + root + " (" + e.getClass().getSimpleName()
                    + "): make it writable, or pass another with --data DIR", e);
        }
    }

    Path logs() {
        return root.resolve("logs");
    }

    /** Lets go of the directory, and deletes it when the stack was ephemeral. */
    @Override
    public void close() {
        try {
            lock.close();
            if (ephemeral) {
                deleteAll();
            }
        } catch (IOException e) {
            throw new StackException("cannot delete " + root, e);
        }
    }

    private static void requireRoom(Path root) throws IOException {
        long free = Files.getFileStore(root).getUsableSpace();
        if (free < FREE_BYTES_MIN) {
            throw new StackException("the disk of " + root + " has " + free / (1024 * 1024) + " MB free and at least "
                    + FREE_BYTES_MIN / (1024 * 1024)
                    + " MB are needed: make room, or pass a directory elsewhere with --data DIR");
        }
    }

    private static FileChannel lock(Path root) throws IOException {
        FileChannel channel = FileChannel.open(root.resolve("lock"), StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        if (tryLock(channel) == null) {
            channel.close();
            throw new StackException(
                    "another stack is running on " + root + ": stop it, or pass another directory with --data DIR");
        }
        return channel;
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException heldByThisJvm) {
            return null;
        }
    }

    private void deleteAll() throws IOException {
        List<Path> deepestFirst;
        try (Stream<Path> files = Files.walk(root)) {
            deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : deepestFirst) {
            Files.deleteIfExists(file);
        }
    }
}
