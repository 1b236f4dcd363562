package dev.palimpsest.processor.ledger;

import dev.palimpsest.memory.Hash;
import dev.palimpsest.memory.Micros;
import dev.palimpsest.memory.ledger.LogRecord;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Where a partition of the log stands: the last record's hash and system time.
 *
 * <p>Stored as 64 hexadecimal digits, a space and an ISO 8601 instant.
 */
record ChainHead(Hash hash, Instant systemTime) {

    static final ChainHead NONE = new ChainHead(Hash.NONE, Instant.EPOCH);

    /**
     * System time of what is decided next: the clock's, but always after the last record's. So an instant names one place
     * in each partition, and what was known then is one state.
     */
    Instant next(Instant clock) {
        Instant now = Micros.of(clock);
        return now.isAfter(systemTime) ? now : systemTime.plus(1, ChronoUnit.MICROS);
    }

    static ChainHead after(LogRecord record) {
        return new ChainHead(record.hash(), record.event().header().systemTime());
    }

    String toText() {
        return hash.hex() + " " + systemTime;
    }

    static ChainHead parse(String text) {
        return new ChainHead(new Hash(text.substring(0, 64)), Instant.parse(text.substring(65)));
    }
}
