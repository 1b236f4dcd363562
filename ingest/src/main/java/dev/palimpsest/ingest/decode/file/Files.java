package dev.palimpsest.ingest.decode.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Opens plain, gzip, zip and tar.gz files, told by their first bytes, as bounded streams of records. Memory use is bounded by the
 * longest record, not by the file.
 */
public final class Files {

    private final FileLimits limits;

    public Files() {
        this(FileLimits.DEFAULT);
    }

    public Files(FileLimits limits) {
        this.limits = limits;
    }

    /** The file's records. The caller closes the stream. */
    public RecordStream open(Path path) throws IOException {
        return open(path.toString(), java.nio.file.Files.newInputStream(path));
    }

    /** The records of a body or another stream, which is closed with the result. */
    public RecordStream open(String name, InputStream in) throws IOException {
        return new RecordStream() {
            @Override
            public Optional<FileItem> next() {
                return Optional.of(new FileItem.FileProblem(name, 0, 0, "not built yet " + limits, true));
            }

            @Override
            public void close() throws IOException {
                in.close();
            }
        };
    }
}
