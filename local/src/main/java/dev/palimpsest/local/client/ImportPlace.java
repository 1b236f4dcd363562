package dev.palimpsest.local.client;

import dev.palimpsest.local.stack.StackException;
import dev.palimpsest.memory.Hash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How far an import came, kept beside the user's data until it is through, so that a broken off one goes on. */
public record ImportPlace(Path file) implements Import.Progress {

    /** The place of this very file: another size or time is another file. */
    public static ImportPlace of(Path userData, Path imported, String target) throws IOException {
        String identity = imported.toRealPath() + "\n" + Files.size(imported) + "\n"
                + Files.getLastModifiedTime(imported) + "\n" + target;
        return new ImportPlace(userData.resolve("imports").resolve(Hash.of(identity).hex()));
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

    /** The import is through. */
    public void forget() throws IOException {
        Files.deleteIfExists(file);
    }
}
