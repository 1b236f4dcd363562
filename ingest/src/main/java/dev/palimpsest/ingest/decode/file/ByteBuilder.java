package dev.palimpsest.ingest.decode.file;

import java.util.Arrays;

/** Collects bytes up to a bound. What is over the bound is counted and not kept. */
final class ByteBuilder {

    private final int bytesMax;
    private byte[] bytes = new byte[1024];
    private int length;
    private boolean over;

    ByteBuilder(int bytesMax) {
        this.bytesMax = bytesMax;
    }

    void add(int value) {
        if (length == bytesMax) {
            over = true;
            return;
        }
        if (length == bytes.length) {
            bytes = Arrays.copyOf(bytes, (int) Math.min(bytesMax, length * 2L));
        }
        bytes[length++] = (byte) value;
    }

    /** Whether there was more than the bound. */
    boolean isOver() {
        return over;
    }

    int length() {
        return length;
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }
}
