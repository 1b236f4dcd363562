package dev.palimpsest.query.mem0;

import dev.palimpsest.memory.TenantId;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Writes that were answered before they can be searched. Whoever reads next of the same tenant waits for them, so that a
 * client reads what it wrote. Safe for several threads.
 */
final class Pending {

    /** Longest wait; what takes longer is seen later. */
    static final Duration PATIENCE = Duration.ofSeconds(15);

    private final Map<TenantId, Map<Long, CompletableFuture<?>>> writes = new ConcurrentHashMap<>();
    private final AtomicLong number = new AtomicLong();

    void add(TenantId tenant, CompletableFuture<?> write) {
        Map<Long, CompletableFuture<?>> ofTenant = writes.computeIfAbsent(tenant, _ -> new ConcurrentHashMap<>());
        long own = number.incrementAndGet();
        ofTenant.put(own, write);
        CompletableFuture<?> _ = write.whenComplete((_, _) -> ofTenant.remove(own));
    }

    /** Returns once all that were there are done, or patience ends. */
    void await(TenantId tenant) {
        CompletableFuture<?>[] open = writes.getOrDefault(tenant, Map.of()).values()
                .toArray(CompletableFuture<?>[]::new);
        if (open.length > 0) {
            CompletableFuture.allOf(open).exceptionally(_ -> null)
                    .completeOnTimeout(null, PATIENCE.toMillis(), TimeUnit.MILLISECONDS).join();
        }
    }
}
