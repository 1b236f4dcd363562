package dev.palimpsest.ingest.decode.file;

import org.jspecify.annotations.Nullable;

/**
 * What a reader found in an entry: bytes, or what is wrong with them.
 *
 * @param position where it begins in the entry
 * @param bytes    the record; empty beside a problem
 * @param problem  one line; null for a record
 */
@SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
record Piece(long position, byte[] bytes, @Nullable String problem) {

    static Piece problem(long position, String problem) {
        return new Piece(position, new byte[0], problem);
    }

    /** Whether it is a line that begins with a hash. */
    boolean isComment() {
        return bytes.length > 0 && bytes[0] == '#';
    }
}
