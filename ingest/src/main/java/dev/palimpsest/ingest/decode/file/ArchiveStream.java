package dev.palimpsest.ingest.decode.file;

import dev.palimpsest.ingest.decode.file.FileItem.FileProblem;
import dev.palimpsest.ingest.decode.table.TableMapping;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import org.apache.commons.compress.archivers.ArchiveEntry;
import org.apache.commons.compress.archivers.ArchiveInputStream;
import org.jspecify.annotations.Nullable;

/** The records of all files in an archive, entry by entry. For one thread. */
final class ArchiveStream implements RecordStream {

    private final ArchiveInputStream<?> archive;
    private final InputStream inflated;
    private final FileLimits limits;
    private final @Nullable TableMapping mapping;
    private @Nullable EntryStream current;
    private String name = "";
    private int entries;
    private boolean ended;

    ArchiveStream(ArchiveInputStream<?> archive, FileLimits limits, @Nullable TableMapping mapping) {
        this.mapping = mapping;
        this.archive = archive;
        this.inflated = new Inflated(archive, limits.inflatedBytesMax());
        this.limits = limits;
    }

    @Override
    public Optional<FileItem> next() throws IOException {
        while (!ended) {
            if (current == null) {
                Optional<FileItem> problem = open();
                if (problem.isPresent()) {
                    return problem;
                }
            } else {
                Optional<FileItem> item = current.next();
                if (item.isPresent()) {
                    ended = item.get() instanceof FileProblem problem && problem.fatal();
                    return item;
                }
                current = null;
            }
        }
        return Optional.empty();
    }

    @Override
    public void close() throws IOException {
        archive.close();
    }

    /** Opens the next file; a problem ends the archive. */
    private Optional<FileItem> open() {
        try {
            if (entries > 0) {
                inflated.transferTo(OutputStream.nullOutputStream()); // so that what nobody reads counts as well
            }
            ArchiveEntry entry = archive.getNextEntry();
            if (entry == null) {
                ended = true;
                return Optional.empty();
            }
            name = entry.getName();
            if (++entries > limits.entriesMax()) {
                return fatal("more than " + limits.entriesMax() + " files in the archive");
            }
            if (!entry.isDirectory() && !isSidecar(name)) {
                current = EntryStream.packed(name, inflated, limits, mapping);
            }
            return Optional.empty();
        } catch (Inflated.TooMuch e) {
            ended = true;
            return Optional.of(FileProblem.tooMuch(name, 0, 0, String.valueOf(e.getMessage())));
        } catch (IOException | RuntimeException e) {
            return fatal("damaged: " + e.getMessage()); // commons-compress throws either for nonsense in headers
        }
    }

    private Optional<FileItem> fatal(String reason) {
        ended = true;
        return Optional.of(new FileProblem(name, 0, 0, reason, true));
    }

    /** What macOS puts beside each file. */
    private static boolean isSidecar(String name) {
        return name.startsWith("__MACOSX/") || name.substring(name.lastIndexOf('/') + 1).startsWith("._");
    }
}
