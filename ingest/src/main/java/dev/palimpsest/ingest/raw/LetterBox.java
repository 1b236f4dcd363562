package dev.palimpsest.ingest.raw;

import dev.palimpsest.memory.TenantId;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Where records go that cannot be decoded. Safe for several threads. */
@FunctionalInterface
public interface LetterBox {

    /**
     * Where a record came from: what is kept of it depends on that.
     *
     * @param door   where it came in: a topic, or a name that stands in for one
     * @param tenant null where the door cannot tell
     * @param source null where the door cannot tell
     */
    record Origin(String door, @Nullable TenantId tenant, @Nullable String source) {}

    /** Sets a record aside. Done once that is durable. */
    CompletableFuture<Void> put(Origin origin, byte[] value, String reason, Instant receivedAt);
}
