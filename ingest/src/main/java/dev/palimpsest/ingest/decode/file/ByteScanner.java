package dev.palimpsest.ingest.decode.file;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Reads bytes one by one out of a large buffer, can look ahead without consuming, and knows the position. For one thread. */
final class ByteScanner {

    /** How far {@link #look} can see. */
    static final int LOOK_BYTES = 1 << 16;

    private static final int BUFFER_BYTES = 1 << 17;

    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int next;
    private int end;
    private long consumed;

    ByteScanner(InputStream in) {
        this.in = in;
    }

    /** The next byte, or -1 at the end. */
    int read() throws IOException {
        if (next == end && !fill()) {
            return -1;
        }
        consumed++;
        return buffer[next++] & 0xFF;
    }

    /** The next byte without consuming it, or -1 at the end. */
    int peek() throws IOException {
        return next == end && !fill() ? -1 : buffer[next] & 0xFF;
    }

    /** Up to {@link #LOOK_BYTES} of what comes, fewer only at the end; a copy. */
    byte[] look() throws IOException {
        while (end - next < LOOK_BYTES) {
            if (!fill()) {
                break;
            }
        }
        return Arrays.copyOfRange(buffer, next, Math.min(end, next + LOOK_BYTES));
    }

    /** Bytes consumed so far. */
    long position() {
        return consumed;
    }

    private boolean fill() throws IOException {
        if (next > 0) {
            System.arraycopy(buffer, next, buffer, 0, end - next);
            end -= next;
            next = 0;
        }
        int read = in.read(buffer, end, buffer.length - end);
        end += Math.max(read, 0);
        return read > 0;
    }
}
