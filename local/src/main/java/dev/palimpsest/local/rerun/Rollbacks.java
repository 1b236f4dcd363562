package dev.palimpsest.local.rerun;

import dev.palimpsest.memory.Evidence;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.MemoryId;
import dev.palimpsest.memory.TenantId;
import dev.palimpsest.memory.Tlp;
import dev.palimpsest.memory.TrustTier;
import dev.palimpsest.memory.observation.Observation;
import dev.palimpsest.memory.observation.ObservationId;
import dev.palimpsest.memory.observation.Payload.Rollback;
import dev.palimpsest.processor.rerun.Influence;
import dev.palimpsest.processor.rerun.Influence.Change;
import dev.palimpsest.processor.rerun.RollbackPlan;
import dev.palimpsest.query.audit.KeptObservations;
import dev.palimpsest.schemas.ObservationLog;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Carries a rollback out beside live traffic: conclusions first, then what they were drawn from, each memory only as the
 * version it was worked out from; one that has moved on meanwhile is looked at again.
 */
public record Rollbacks(KeptObservations kept, TenantId tenant, ObservationLog log, InstantSource clock) {

    private static final int ROUNDS_MAX = 5;
    private static final Duration WAIT_MAX = Duration.ofSeconds(60);
    private static final Duration LOOK_EVERY = Duration.ofMillis(500);

    /**
     * What became of it.
     *
     * @param applied   memories that are now what they would be
     * @param unchanged memories that were so already, or are erased
     * @param moving    memories that kept changing: run it again
     */
    public record Outcome(int applied, int unchanged, int moving) {}

    /** Returns when every order was decided, or none is any more within a minute. */
    public Outcome apply(Influence influence, RollbackPlan plan) throws InterruptedException {
        int applied = 0;
        int ordered = 0;
        int moving = 0;
        for (boolean conclusions : List.of(true, false)) {
            List<Change> left = influence.changes().stream()
                    .filter(change -> change.any().derivedFrom().isEmpty() != conclusions).toList();
            for (int round = 0; round < ROUNDS_MAX && !left.isEmpty(); round++) {
                List<Rollback> orders = orders(left, plan);
                Map<MemoryId, String> sent = send(orders);
                ordered += round == 0 ? orders.size() : 0;
                List<MemoryId> open = await(orders, sent);
                applied += sent.size() - open.size();
                left = left.stream().filter(change -> open.contains(change.any().id())).toList();
            }
            moving += left.size();
        }
        return new Outcome(applied, influence.changes().size() - ordered, moving);
    }

    private List<Rollback> orders(List<Change> changes, RollbackPlan plan) {
        Map<MemoryId, Memory> live = kept.heads(tenant);
        return plan.orders(new Influence(changes), live::get);
    }

    private Map<MemoryId, String> send(List<Rollback> orders) {
        Map<MemoryId, String> sent = new HashMap<>();
        List<CompletableFuture<?>> writes = new ArrayList<>();
        Instant now = clock.instant();
        for (Rollback order : orders) {
            ObservationId id = ObservationId.of(tenant, "rollback", order.memory() + "@" + order.version() + "\n"
                    + order.source() + "\n" + order.since());
            writes.add(log.write(new Observation(id, tenant, order.actor(), TrustTier.ANALYST, Tlp.AMBER, now, now,
                    order)));
            sent.put(order.memory(), id.value());
        }
        writes.forEach(CompletableFuture::join);
        return sent;
    }

    /** The memories whose order has not been carried out. */
    private List<MemoryId> await(List<Rollback> orders, Map<MemoryId, String> sent) throws InterruptedException {
        Instant deadline = clock.instant().plus(WAIT_MAX);
        while (true) {
            Map<MemoryId, Memory> heads = kept.heads(tenant);
            List<Rollback> open = orders.stream().filter(order -> !isDone(heads.get(order.memory()),
                    sent.getOrDefault(order.memory(), ""))).toList();
            boolean waits = open.stream().anyMatch(order -> isAsItWas(heads.get(order.memory()), order));
            if (!waits || clock.instant().isAfter(deadline)) {
                return open.stream().map(Rollback::memory).toList();
            }
            Thread.sleep(LOOK_EVERY);
        }
    }

    private static boolean isDone(@Nullable Memory head, String order) {
        return head != null && head.evidence().stream().map(Evidence::observation).anyMatch(order::equals);
    }

    private static boolean isAsItWas(@Nullable Memory head, Rollback order) {
        return (head == null ? 0 : head.version()) == order.version();
    }
}
