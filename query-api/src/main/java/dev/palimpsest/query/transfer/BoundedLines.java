package dev.palimpsest.query.transfer;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The lines of a stream, of which none takes more than its share of the heap. For one thread. */
final class BoundedLines {

    /** Longest line. */
    static final int BYTES_MAX = 2 << 20;

    private final InputStream in;

    BoundedLines(InputStream in) {
        this.in = new BufferedInputStream(in, 1 << 16);
    }

    /** @param isTooLong whether it is longer than {@value #BYTES_MAX} bytes, and so left out */
    record Text(String text, boolean isTooLong) {}

    /** The next line without its end; empty after the last. */
    Optional<Text> next() throws IOException {
        int first = in.read();
        if (first < 0) {
            return Optional.empty();
        }
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        boolean tooLong = false;
        for (int read = first; read >= 0 && read != '\n'; read = in.read()) {
            if (line.size() == BYTES_MAX) {
                tooLong = true;
            } else {
                line.write(read);
            }
        }
        return Optional.of(new Text(tooLong ? "" : line.toString(StandardCharsets.UTF_8), tooLong));
    }
}
