package dev.palimpsest.ingest.decode.file;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Cuts one entry into records. For one thread. */
interface EntryReader {

    /** The next piece, or null at the end. */
    @Nullable
    Piece next() throws IOException;
}
