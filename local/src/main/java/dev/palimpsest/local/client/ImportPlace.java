package dev.palimpsest.local.client;

import dev.palimpsest.local.stack.StackException;
import dev.palimpsest.memory.Hash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** How far an import came, kept beside the user's data until it is through, so that a broken off one goes on. */
public record ImportPlace(Path file) implements Import.Progress {

    /** Most files that are known to be imported. */
    private static final int THROUGH_MAX = 10_000;

    /** The place of this very file: another size or time is another file. */
    public static ImportPlace of(Path userData, Path imported, String target) throws IOException {
        String identity = imported.toRealPath() + "\n" + Files.size(imported) + "\n"
                + Files.getLastModifiedTime(imported) + "\n" + target;
        return new ImportPlace(userData.resolve("imports").resolve(Hash.of(identity).hex()));
    }

    /** Whether this very file was imported to its end before. */
    public boolean isThrough() {
        return Files.exists(through());
    }

    /** Records dealt with before; 0 for a new import. */
    public long records() {
        try {
            return Files.exists(file) ? Long.parseLong(Files.readString(file).strip()) : 0;
        } catch (IOException | NumberFormatException e) {
            return 0;
        }
    }

    @Override
    public void at(long records) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, Long.toString(records));
        } catch (IOException e) {
            throw new StackException("cannot keep the place of the import in " + file, e);
        }
    }

    /** The import is through: the next one begins anew, and knows that there was one. */
    public void end() throws IOException {
        Files.createDirectories(file.getParent());
        Files.deleteIfExists(file);
        if (!isThrough() && through().getParent() != null) {
            Files.createDirectories(through().getParent());
            try (Stream<Path> known = Files.list(through().getParent())) {
                if (known.count() < THROUGH_MAX) {
                    Files.createFile(through());
                }
            }
        }
    }

    private Path through() {
        return file.resolveSibling("through").resolve(file.getFileName());
    }
}
