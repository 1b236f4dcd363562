package dev.palimpsest.sigma.folder;

import dev.palimpsest.sigma.RuleFile;
import dev.palimpsest.sigma.RuleFile.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Finds and reads files of rules. */
public final class RuleText {

    /** Most files of one folder; the first by name. */
    public static final int FILES_MAX = 10_000;
    /** Longest file, in bytes. */
    public static final int BYTES_MAX = 1 << 20;

    private static final int DEPTH_MAX = 8;

    private RuleText() {}

    /**
     * The rule files in a folder and the folders in it, by name; a file is itself.
     *
     * @throws IOException if the folder cannot be listed
     */
    public static List<Path> files(Path where) throws IOException {
        if (!Files.isDirectory(where)) {
            return List.of(where);
        }
        try (Stream<Path> found = Files.walk(where, DEPTH_MAX)) {
            return found.filter(RuleText::isNamedSo).filter(Files::isRegularFile).sorted().limit(FILES_MAX).toList();
        } catch (UncheckedIOException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /** Reads a file; one that cannot be read is refused with the reason. */
    public static RuleFile read(Path file, String name) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(BYTES_MAX + 1);
            return bytes.length > BYTES_MAX
                    ? refused(name, "larger than " + BYTES_MAX + " bytes")
                    : RuleFile.read(name, new String(bytes, StandardCharsets.UTF_8));
        } catch (IOException e) {
            return refused(name, "cannot be read: " + e.getClass().getSimpleName());
        }
    }

    private static RuleFile refused(String name, String reason) {
        return new RuleFile(name, List.of(), List.of(new Refusal(name, 1, reason)));
    }

    private static boolean isNamedSo(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return !name.startsWith(".") && (name.endsWith(".yml") || name.endsWith(".yaml"));
    }
}
