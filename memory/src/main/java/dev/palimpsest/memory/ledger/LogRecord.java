package dev.palimpsest.memory.ledger;

import dev.palimpsest.memory.Hash;

/**
 * An event as it stands in the log: chained to the record before it in the same partition.
 *
 * @param previous hash of that record; {@link Hash#NONE} for the first of a partition
 * @param hash     of the previous hash and this event's canonical bytes
 */
public record LogRecord(MemoryEvent event, Hash previous, Hash hash) {

    /** The event, chained to what precedes it. */
    public static LogRecord chain(Hash previous, MemoryEvent event) {
        return new LogRecord(event, previous, Hash.of(previous.bytes(), CanonicalForm.of(event)));
    }

    /** The event's bytes that are hashed after the previous hash; see {@code docs/audit.md}. A new array each time. */
    public byte[] canonical() {
        return CanonicalForm.of(event);
    }

    /** Whether the hash is the one that the event and the previous hash give. */
    public boolean isIntact() {
        return chain(previous, event).hash().equals(hash);
    }
}
