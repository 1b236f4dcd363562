package dev.palimpsest.memory;

import java.nio.ByteBuffer;
import java.util.UUID;

/**
 * The name of a memory, the same wherever and whenever it is computed.
 *
 * @param value an RFC 9562 version 8 UUID over the SHA-256 of tenant, subject, kind and identity
 */
public record MemoryId(UUID value) implements Comparable<MemoryId> {

    /** The id of the memory that these four name. */
    public static MemoryId of(TenantId tenant, Subject subject, Kind kind, Identity identity) {
        Canonical bytes = new Canonical().text(tenant.value()).text(subject.toString()).text(kind.name())
                .text(identity.form().name()).text(identity.key());
        ByteBuffer hash = ByteBuffer.wrap(Hash.of(bytes.toBytes()).bytes());
        long high = (hash.getLong() & 0xffff_ffff_ffff_0fffL) | 0x8000L;
        long low = (hash.getLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
        return new MemoryId(new UUID(high, low));
    }

    /**
     * Reads the usual text form.
     *
     * @throws IllegalArgumentException where the text is no UUID
     */
    public static MemoryId parse(String text) {
        if (text.length() != 36) {
            throw new IllegalArgumentException("a memory id is a UUID of 36 characters; got: " + text);
        }
        return new MemoryId(UUID.fromString(text));
    }

    @Override
    public int compareTo(MemoryId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
