package dev.palimpsest.ingest.syslog;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a stream into messages (RFC 6587): octet-counted where a count stands before {@code <} or a brace, else to the end of the
 * line or a NUL; the two may take turns. For one thread.
 */
final class SyslogFrames {

    private static final int COUNT_DIGITS_MAX = 8;

    /**
     * One message.
     *
     * @param bytes without frame; of one over the limit the beginning
     * @param cut   whether it was over the limit
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
    record Frame(byte[] bytes, boolean cut) {}

    private final BufferedInputStream in;
    private final int bytesMax;

    SyslogFrames(InputStream in, int bytesMax) {
        this.in = new BufferedInputStream(in, 1 << 16);
        this.bytesMax = bytesMax;
    }

    /** The next message that is not empty; null at the end. A message broken off by the end is one as far as it came. */
    @Nullable
    Frame next() throws IOException {
        while (true) {
            long count = count();
            Frame frame = count < 0 ? line() : counted(count);
            if (frame == null || frame.bytes().length > 0) {
                return frame;
            }
        }
    }

    /** The octet count that comes, consumed with its space; -1 where there is none, nothing consumed. */
    private long count() throws IOException {
        in.mark(COUNT_DIGITS_MAX + 2);
        long count = 0;
        int digits = 0;
        int value = in.read();
        for (; value >= '0' && value <= '9' && digits < COUNT_DIGITS_MAX; digits++) {
            count = count * 10 + value - '0';
            value = in.read();
        }
        int first = value == ' ' && digits > 0 && count > 0 ? in.read() : -1;
        in.reset();
        if (first != '<' && first != '{') {
            return -1;
        }
        in.skipNBytes(digits + 1L);
        return count;
    }

    private Frame counted(long count) throws IOException {
        byte[] bytes = in.readNBytes((int) Math.min(count, bytesMax));
        long over = count - bytesMax;
        if (over > 0) {
            skip(over);
        }
        return new Frame(bytes, over > 0);
    }

    private @Nullable Frame line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        boolean cut = false;
        int value = in.read();
        if (value < 0) {
            return null;
        }
        for (; value >= 0 && value != '\n' && value != 0; value = in.read()) {
            if (line.size() < bytesMax) {
                line.write(value);
            } else {
                cut = true;
            }
        }
        byte[] bytes = line.toByteArray();
        boolean carriage = bytes.length > 0 && bytes[bytes.length - 1] == '\r';
        return new Frame(carriage ? Arrays.copyOf(bytes, bytes.length - 1) : bytes, cut);
    }

    private void skip(long bytes) throws IOException {
        long left = bytes;
        while (left > 0) {
            long skipped = in.skip(left);
            if (skipped == 0 && in.read() < 0) {
                return;
            }
            left -= Math.max(skipped, 1);
        }
    }
}
