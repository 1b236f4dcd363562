package dev.palimpsest.ingest.raw;

/** How an observation was dealt with: either way it need not come again. */
public enum Dealt {
    /** It is durable. */
    WRITTEN,
    /** It can never be written, and a dead letter with the reason is durable. */
    SET_ASIDE
}
