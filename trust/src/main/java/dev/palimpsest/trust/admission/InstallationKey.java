package dev.palimpsest.trust.admission;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * The key of this installation's pseudonyms, in a file that only its owner may read. All services that write
 * observations must have the same; whoever has it can try values against pseudonyms.
 */
public final class InstallationKey {
    private static final int KEY_BYTES = 32;
    private static final FileAttribute<?>[] OWNER_ONLY = FileSystems.getDefault().supportedFileAttributeViews()
            .contains("posix")
                    ? new FileAttribute<?>[]{
                            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))}
                    : new FileAttribute<?>[0];

    private InstallationKey() {}

    /**
     * The key in the file; made where there is none. Several processes that make it at once agree on one.
     *
     * @throws IllegalArgumentException where the file holds no key, in one line
     */
    public static byte[] at(Path file) {
        try {
            if (Files.notExists(file)) {
                make(file.toAbsolutePath());
            }
            return parse(Files.readString(file).strip());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read or make the redaction key at " + file, e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("no redaction key in " + file + ": " + e.getMessage(), e);
        }
    }

    /** A key in hexadecimal digits, at least 32 of them. */
    public static byte[] parse(String hex) {
        byte[] key = HexFormat.of().parseHex(hex);
        if (key.length < 16) {
            throw new IllegalArgumentException("a redaction key has at least 32 hexadecimal digits");
        }
        return key;
    }

    /** Written aside and linked into place, which fails where another was faster: nobody reads half a key. */
    private static void make(Path file) throws IOException {
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        Files.createDirectories(file.getParent());
        Path aside = Files.createTempFile(file.getParent(), ".redaction-key", "", OWNER_ONLY);
        try {
            Files.writeString(aside, HexFormat.of().formatHex(key) + "\n");
            Files.createLink(file, aside);
        } catch (FileAlreadyExistsException e) {
            // another process made it just now
        } finally {
            Files.delete(aside);
        }
    }
}
