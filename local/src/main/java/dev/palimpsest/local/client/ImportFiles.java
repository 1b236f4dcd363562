package dev.palimpsest.local.client;

import dev.palimpsest.local.stack.StackException;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/**
 * What lies in the files and folders somebody named: folders with all that is in them, sorted by name. Links are not
 * followed within folders.
 *
 * @param files   to import, in order
 * @param skipped what is left out and why, in lines
 */
public record ImportFiles(List<Path> files, List<String> skipped) {

    /** Most files of one import. */
    static final int FILES_MAX = 10_000;

    public ImportFiles {
        files = List.copyOf(files);
        skipped = List.copyOf(skipped);
    }

    /**
     * Finds them.
     *
     * @throws StackException where one does not exist or cannot be read, or there are too many: nothing is imported then
     */
    public static ImportFiles of(List<Path> named) throws IOException {
        List<Path> files = new ArrayList<>();
        List<String> skipped = new ArrayList<>();
        for (Path path : named) {
            if (Files.isDirectory(path)) {
                List<Path> found = new ArrayList<>();
                Files.walkFileTree(path, new Folder(path, found, skipped));
                files.addAll(found.stream().sorted().toList());
            } else if (Files.isReadable(path)) {
                files.add(path);
            } else {
                throw new StackException((Files.notExists(path) ? "there is no file " : "cannot read ") + path
                        + "; nothing was imported");
            }
        }
        if (files.size() > FILES_MAX) {
            throw tooMany();
        }
        return new ImportFiles(files, skipped);
    }

    private static StackException tooMany() {
        return new StackException("more than " + FILES_MAX + " files: name fewer folders; nothing was imported");
    }

    /** Walks one folder. */
    private static final class Folder extends SimpleFileVisitor<Path> {

        private final Path root;
        private final List<Path> found;
        private final List<String> skipped;

        private Folder(Path root, List<Path> found, List<String> skipped) {
            this.root = root;
            this.found = found;
            this.skipped = skipped;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
            if (!folder.equals(root) && Files.isHidden(folder)) {
                skipped.add(folder + " (hidden)");
                return FileVisitResult.SKIP_SUBTREE;
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            if (Files.isHidden(file)) {
                skipped.add(file + " (hidden)");
            } else if (!attributes.isRegularFile()) {
                skipped.add(file + " (no regular file)");
            } else if (attributes.size() == 0) {
                skipped.add(file + " (empty)");
            } else if (!Files.isReadable(file)) {
                skipped.add(file + " (cannot be read)");
            } else {
                found.add(file);
            }
            if (found.size() > FILES_MAX) {
                throw tooMany();
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) {
            skipped.add(file + " (cannot be read)");
            return FileVisitResult.CONTINUE;
        }
    }
}
