package dev.palimpsest.trust.seal;

import java.io.IOException;
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
import java.util.Set;

/** Files that only their owner may read, written whole or not at all. */
final class OwnFiles {

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
            out.write(ByteBuffer.allocate(Math.toIntExact(out.size())), 0);
            out.force(true);
            out.truncate(0);
            out.write(ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.US_ASCII)), 0);
            out.force(true);
        }
    }

    private static Path aside(Path file, String line) throws IOException {
        Path aside = Files.createTempFile(file.toAbsolutePath().getParent(), ".new-", "", permissions("rw-------"));
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
