package dev.palimpsest.query.recall;

import java.time.Instant;

/**
 * An answer and the receipt for it.
 *
 * @param keeping its receipt on the way to the brokers
 * @param at      the instant it was judged at: scores, ends of validity, "recent"
 */
public record Recalled<T>(T answer, Receipts.Keeping keeping, Instant at) {

    /** The receipt's name. */
    public ReceiptId receipt() {
        return keeping.id();
    }
}
