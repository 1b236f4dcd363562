package dev.palimpsest.query.mem0;

import dev.palimpsest.index.Condition;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.TenantId;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Writes that were answered before they can be searched. Whoever reads next of the same tenant what they may have changed waits for
 * them, so that a client reads what it wrote. Safe for several threads.
 */
final class Pending {

    /** Longest wait; what takes longer is seen later. */
    static final Duration PATIENCE = Duration.ofSeconds(15);

    private record Write(Set<Subject> owners, CompletableFuture<?> done) {}

    private final Map<TenantId, Map<Long, Write>> writes = new ConcurrentHashMap<>();
    private final AtomicLong number = new AtomicLong();

    /** @param owners to whom belongs whatever it changes */
    void add(TenantId tenant, Collection<Subject> owners, CompletableFuture<?> done) {
        Map<Long, Write> ofTenant = writes.computeIfAbsent(tenant, _ -> new ConcurrentHashMap<>());
        long own = number.incrementAndGet();
        ofTenant.put(own, new Write(Set.copyOf(owners), done));
        CompletableFuture<?> _ = done.whenComplete((_, _) -> ofTenant.remove(own));
    }

    /** Returns once all that were there are done, or patience ends. */
    void await(TenantId tenant) {
        await(tenant, Condition.always());
    }

    /** Returns once all that were there and may bear on what passes are done, or patience ends. */
    void await(TenantId tenant, Condition passing) {
        Optional<Set<Subject>> read = passing.owners();
        CompletableFuture<?>[] open = writes.getOrDefault(tenant, Map.of()).values().stream()
                .filter(write -> read.isEmpty() || !Collections.disjoint(read.get(), write.owners)).map(Write::done)
                .toArray(CompletableFuture<?>[]::new);
        if (open.length > 0) {
            CompletableFuture.allOf(open).exceptionally(_ -> null)
                    .completeOnTimeout(null, PATIENCE.toMillis(), TimeUnit.MILLISECONDS).join();
        }
    }
}
