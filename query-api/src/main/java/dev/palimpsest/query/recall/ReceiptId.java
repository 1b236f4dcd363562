package dev.palimpsest.query.recall;

import java.time.Instant;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * The name of a receipt: an RFC 9562 version 7 UUID, so that it is found by the time it was made.
 */
public record ReceiptId(UUID value) {

    private static final long RANDOM_HIGH = 0xfffL;
    private static final long VERSION = 0x7000L;
    private static final long RANDOM_LOW = 0x3fff_ffff_ffff_ffffL;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    /** A new one, made at the instant. */
    public static ReceiptId at(Instant instant, RandomGenerator random) {
        long high = (instant.toEpochMilli() << 16) | VERSION | (random.nextLong() & RANDOM_HIGH);
        return new ReceiptId(new UUID(high, (random.nextLong() & RANDOM_LOW) | VARIANT));
    }

    /**
     * Reads the usual text form.
     *
     * @throws IllegalArgumentException where the text is no id of a receipt
     */
    public static ReceiptId parse(String text) {
        if (text.length() == 36) {
            UUID value = UUID.fromString(text);
            if (value.version() == 7) {
                return new ReceiptId(value);
            }
        }
        throw new IllegalArgumentException("not the id of a receipt: " + text);
    }

    /** When it was made, in milliseconds since the epoch. */
    long millis() {
        return value.getMostSignificantBits() >>> 16;
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
