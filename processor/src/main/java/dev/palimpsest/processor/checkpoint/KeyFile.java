package dev.palimpsest.processor.checkpoint;

import dev.palimpsest.memory.proof.KeySuccession;
import dev.palimpsest.schemas.codec.ProofLines;
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
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A private key in PEM, and below it the statements that lead to it, one a line: one file, so that a rotation is one step.
 * Programs that read PEM pass over the lines outside its block.
 */
final class KeyFile {

    private static final String BEGIN = "-----BEGIN PRIVATE KEY-----\n";
    private static final String END = "-----END PRIVATE KEY-----\n";
    private static final Base64.Encoder BASE64 = Base64.getMimeEncoder(64, new byte[]{'\n'});
    private static final FileAttribute<?>[] OWNER_ONLY = FileSystems.getDefault().supportedFileAttributeViews()
            .contains("posix")
                    ? new FileAttribute<?>[]{
                            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))}
                    : new FileAttribute<?>[0];

    private KeyFile() {}

    static Optional<SigningKey> read(Path file) {
        if (Files.notExists(file)) {
            return Optional.empty();
        }
        try {
            SigningKey key = parse(Files.readString(file));
            key.problem().ifPresent(problem -> {
                throw new IllegalArgumentException(problem);
            });
            return Optional.of(key);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the checkpoint key at " + file, e);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalArgumentException("no checkpoint key in " + file + ": " + e.getMessage(), e);
        }
    }

    private static SigningKey parse(String text) throws GeneralSecurityException {
        int begin = text.indexOf(BEGIN);
        int end = text.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IllegalArgumentException("it is no PEM of a private key");
        }
        byte[] der = Base64.getMimeDecoder().decode(text.substring(begin + BEGIN.length(), end));
        PrivateKey key = KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(der));
        ProofLines.Reader lines = new ProofLines.Reader();
        text.substring(end + END.length()).lines().filter(line -> !line.isBlank()).forEach(lines::read);
        KeySuccession keys = lines.keys();
        return new SigningKey(key, keys);
    }

    /** Written aside and linked into place, which fails where another was faster: nobody reads half a key. */
    static void create(Path file, SigningKey key) {
        try {
            Path aside = aside(file.toAbsolutePath(), key);
            try {
                Files.createLink(file, aside);
            } catch (FileAlreadyExistsException e) {
                // another process made it just now
            } finally {
                Files.delete(aside);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make the checkpoint key at " + file, e);
        }
    }

    static void replace(Path file, SigningKey key) {
        try {
            Path aside = aside(file.toAbsolutePath(), key);
            try {
                Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(aside);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot replace the checkpoint key at " + file, e);
        }
    }

    private static Path aside(Path file, SigningKey key) throws IOException {
        Files.createDirectories(file.getParent());
        Path aside = Files.createTempFile(file.getParent(), ".checkpoint-key", "", OWNER_ONLY);
        String text = BEGIN + new String(BASE64.encode(key.secret().getEncoded()), StandardCharsets.US_ASCII)
                + "\n" + END + key.keys().statements().stream().map(statement -> ProofLines.of(statement) + "\n")
                        .collect(Collectors.joining());
        try (FileChannel out = FileChannel.open(aside, StandardOpenOption.WRITE)) {
            out.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
            out.force(true); // before it takes the old key's place: a power cut must not leave neither
        }
        return aside;
    }
}
