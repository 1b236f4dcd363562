package dev.palimpsest.memory;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The byte form that hashes are taken over. Two values have the same bytes only if they are equal.
 *
 * <p>Integers are big-endian. Text is its UTF-8 length (4 bytes) and bytes. A time is seconds since the epoch (8 bytes)
 * and nanoseconds (4). Something that may be absent is preceded by one byte, 0 or 1. A list is its size (4 bytes) and
 * its elements. Not safe for several threads.
 */
public final class Canonical {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream(512);

    public Canonical text(String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        size(utf8.length);
        out.writeBytes(utf8);
        return this;
    }

    public Canonical number(long value) {
        out.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(value).array());
        return this;
    }

    /** The IEEE 754 bits. */
    public Canonical fraction(double value) {
        return number(Double.doubleToLongBits(value));
    }

    public Canonical time(Instant value) {
        number(value.getEpochSecond());
        return size(value.getNano());
    }

    public Canonical optionalTime(@Nullable Instant value) {
        out.write(value == null ? 0 : 1);
        return value == null ? this : time(value);
    }

    public <T> Canonical optional(@Nullable T value, BiConsumer<Canonical, T> encode) {
        out.write(value == null ? 0 : 1);
        if (value != null) {
            encode.accept(this, value);
        }
        return this;
    }

    public <T> Canonical list(Collection<T> values, BiConsumer<Canonical, T> encode) {
        size(values.size());
        values.forEach(value -> encode.accept(this, value));
        return this;
    }

    /** All that was written so far, a new array each time. */
    public byte[] toBytes() {
        return out.toByteArray();
    }

    private Canonical size(int value) {
        out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(value).array());
        return this;
    }
}
