package dev.palimpsest.trust.seal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Files that only their owner may read, written whole or not at all. */
final class OwnFiles {

    /** What the names of files begin with that are not whole yet. */
    private static final String ASIDE = ".new-";

    /** The names of the directories in a directory of keys: how the names of the files in them begin. */
    private static final Pattern BUCKET = Pattern.compile("[0-9a-f]{2}");

    private static final boolean POSIX = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    private static final Set<PosixFilePermission> OWNER = PosixFilePermissions.fromString("rwx------");

    private OwnFiles() {}

    static void makeDirectory(Path directory) throws IOException {
        Files.createDirectories(directory.toAbsolutePath().getParent());
        if (Files.notExists(directory)) {
            try {
                Files.createDirectory(directory, permissions("rwx------"));
            } catch (FileAlreadyExistsException e) {
                // another process made it just now
            }
        }
    }

    /** @throws IllegalArgumentException where others than the owner may look into it, in one line */
    static void requireOwn(Path file) throws IOException {
        if (POSIX && !OWNER.containsAll(Files.getPosixFilePermissions(file))) {
            throw new IllegalArgumentException("others than its owner may read " + file + ": chmod go= " + file);
        }
    }

    /** The one line of a file. */
    static String read(Path file) throws IOException {
        requireOwn(file);
        return Files.readString(file).strip();
    }

    /** Whether this made it; false where it is there. */
    static boolean create(Path file, String line) throws IOException {
        Path aside = aside(file, line);
        try {
            Files.createLink(file, aside);
            force(file);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        } finally {
            Files.delete(aside);
        }
    }

    static void replace(Path file, String line) throws IOException {
        Path aside = aside(file, line);
        try {
            Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            force(file);
        } finally {
            Files.deleteIfExists(aside);
        }
    }

    /** As {@link #replace}; what the file held before is written over, as far as its file system does that in place. */
    static void replaceAndWipe(Path file, String line) throws IOException {
        try (FileChannel old = FileChannel.open(file, StandardOpenOption.WRITE)) {
            replace(file, line);
            overwrite(old);
        }
    }

    /**
     * Removes what a process left that ended while it wrote a file of this directory or one in its buckets. Nobody may be writing.
     *
     * @throws IOException where something of it stays; all that can be removed is
     */
    static void clean(Path directory) throws IOException {
        List<IOException> failed = new ArrayList<>();
        for (Path file : in(directory)) {
            if (String.valueOf(file.getFileName()).startsWith(ASIDE)) {
                try (FileChannel out = FileChannel.open(file, StandardOpenOption.WRITE)) {
                    overwrite(out);
                    Files.delete(file);
                } catch (IOException e) {
                    failed.add(e);
                }
            }
        }
        if (!failed.isEmpty()) {
            throw failed.getFirst();
        }
    }

    /**
     * What is in a directory of keys and in its buckets. Other directories are somebody else's, such as the {@code lost+found} of a
     * file system, and may be closed.
     */
    static List<Path> in(Path directory) throws IOException {
        List<Path> all = list(directory);
        List<Path> files = new ArrayList<>(all);
        for (Path bucket : all) {
            if (BUCKET.matcher(String.valueOf(bucket.getFileName())).matches() && Files.isDirectory(bucket)) {
                files.addAll(list(bucket));
            }
        }
        return files;
    }

    private static List<Path> list(Path directory) throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            return all.toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static void overwrite(FileChannel out) throws IOException {
        out.write(ByteBuffer.allocate(Math.toIntExact(out.size())), 0);
        out.force(true);
    }

    /** The name of a file is on the disk too, where its file system has that: words are acknowledged on the strength of it. */
    private static void force(Path file) throws IOException {
        if (POSIX) {
            try (FileChannel directory = FileChannel.open(file.toAbsolutePath().getParent())) {
                directory.force(true);
            }
        }
    }

    /** Writes over the bytes of a file, as far as its file system does that in place, and leaves a line in their stead. */
    static void wipe(Path file, String line) throws IOException {
        try (FileChannel out = FileChannel.open(file, StandardOpenOption.WRITE)) {
            overwrite(out);
            out.truncate(0);
            out.write(ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.US_ASCII)), 0);
            out.force(true);
        }
    }

    private static Path aside(Path file, String line) throws IOException {
        Path aside = Files.createTempFile(file.toAbsolutePath().getParent(), ASIDE, "", permissions("rw-------"));
        try (FileChannel out = FileChannel.open(aside, StandardOpenOption.WRITE)) {
            out.write(ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.US_ASCII)));
            out.force(true);
        }
        return aside;
    }

    private static FileAttribute<?>[] permissions(String mode) {
        return POSIX
                ? new FileAttribute<?>[]{PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))}
                : new FileAttribute<?>[0];
    }
}
