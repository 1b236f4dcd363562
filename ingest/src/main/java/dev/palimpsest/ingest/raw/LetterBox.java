package dev.palimpsest.ingest.raw;

import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/** Where records go that cannot be decoded. Safe for several threads. */
@FunctionalInterface
public interface LetterBox {

    /**
     * Sets a record aside. Done once that is durable.
     *
     * @param door where it came in: a name that stands in for a topic
     */
    CompletableFuture<Void> put(String door, byte[] value, String reason, Instant receivedAt);
}
