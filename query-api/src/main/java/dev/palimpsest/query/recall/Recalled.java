package dev.palimpsest.query.recall;

import java.time.Instant;

/**
 * An answer and the receipt for it.
 *
 * @param at the instant it was judged at: scores, ends of validity, "recent"
 */
public record Recalled<T>(T answer, ReceiptId receipt, Instant at) {}
