package dev.palimpsest.ingest.decode.file;

import java.io.IOException;
import java.util.Optional;

/** The records of an open file, one after the other. For one thread. */
public interface RecordStream extends AutoCloseable {

    /**
     * The next record or problem; empty at the end.
     *
     * @throws IOException where the device fails; damaged content is a {@link FileItem.FileProblem} instead
     */
    Optional<FileItem> next() throws IOException;

    @Override
    void close() throws IOException;
}
