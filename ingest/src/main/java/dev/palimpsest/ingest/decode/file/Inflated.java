package dev.palimpsest.ingest.decode.file;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream that ends in {@link TooMuch} once more bytes came out of it than may. */
final class Inflated extends FilterInputStream {

    /** The bound was reached. */
    static final class TooMuch extends IOException {
        private static final long serialVersionUID = 1L;

        TooMuch(long bytesMax) {
            super("unpacks to more than " + bytesMax + " bytes");
        }
    }

    private static final int SKIP_BYTES = 1 << 14;

    private final long bytesMax;
    private long bytes;

    Inflated(InputStream in, long bytesMax) {
        super(in);
        this.bytesMax = bytesMax;
    }

    @Override
    public int read() throws IOException {
        int value = super.read();
        count(value < 0 ? 0 : 1);
        return value;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int read;
        try {
            read = super.read(into, offset, length);
        } catch (RuntimeException e) {
            throw new IOException("unreadable: " + e.getMessage(), e); // decompressors throw these for nonsense in their input
        }
        count(Math.max(read, 0));
        return read;
    }

    /** Reads what is skipped, so that it counts. */
    @Override
    public long skip(long wanted) throws IOException {
        byte[] into = new byte[(int) Math.min(wanted, SKIP_BYTES)];
        long skipped = 0;
        while (skipped < wanted) {
            int read = read(into, 0, (int) Math.min(into.length, wanted - skipped));
            if (read <= 0) {
                break;
            }
            skipped += read;
        }
        return skipped;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private void count(int more) throws TooMuch {
        bytes += more;
        if (bytes > bytesMax) {
            throw new TooMuch(bytesMax);
        }
    }
}
