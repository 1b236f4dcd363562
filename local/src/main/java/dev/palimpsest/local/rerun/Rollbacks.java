package dev.palimpsest.local.rerun;

import dev.palimpsest.local.rerun.TwoRuns.Comparison;
import dev.palimpsest.memory.Kind;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.MemoryId;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.TenantId;
import dev.palimpsest.memory.Tlp;
import dev.palimpsest.memory.TrustTier;
import dev.palimpsest.memory.observation.Observation;
import dev.palimpsest.memory.observation.ObservationId;
import dev.palimpsest.memory.observation.Payload.Rollback;
import dev.palimpsest.processor.rerun.Influence;
import dev.palimpsest.processor.rerun.RollbackPlan;
import dev.palimpsest.query.audit.KeptObservations;
import dev.palimpsest.schemas.ObservationLog;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Carries a rollback out beside live traffic: conclusions first, then what they were drawn from, each memory only as the
 * version that stood before it was worked out. What has moved on meanwhile is worked out anew. Only when nothing is left is the rollback
 * recorded as completed; until then it can be begun again, and what it has done is not done twice.
 */
public record Rollbacks(KeptObservations kept, TenantId tenant, ObservationLog log, InstantSource clock) {

    /** The version that an order names which only records that all others were carried out. */
    static final long COMPLETED = -1;

    private static final int ROUNDS_MAX = 3;
    private static final int VERSIONS_BACK = 64;
    private static final Duration WAIT_MAX = Duration.ofSeconds(60);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    /**
     * What became of it.
     *
     * @param first   what was worked out at first
     * @param unheard what the source had said
     * @param applied memories that are now what they would be
     * @param open    memories that kept changing, or whose order nobody has carried out: run it again
     */
    public record Outcome(Influence first, long unheard, int applied, int open) {}

    /**
     * Works out, orders and waits, until nothing is left or it has tried three times.
     *
     * @param comparison runs the log twice, as it is then
     */
    public Outcome apply(RollbackPlan plan, Supplier<Comparison> comparison) throws InterruptedException {
        Outcome outcome = null;
        for (int round = 0; round < ROUNDS_MAX && (outcome == null || outcome.open > 0); round++) {
            Map<MemoryId, Memory> before = kept.heads(tenant);
            Comparison found = comparison.get();
            List<Rollback> orders = plan.orders(found.influence(), before::get).stream()
                    .filter(order -> !isDone(before.get(order.memory()), order)).toList();
            Set<MemoryId> conclusions = new HashSet<>();
            found.influence().changes().stream().map(Influence.Change::any)
                    .filter(memory -> memory.kind() == Kind.DETECTION).forEach(memory -> conclusions.add(memory.id()));
            int open = ordered(orders.stream().filter(order -> conclusions.contains(order.memory())).toList(), before)
                    + ordered(orders.stream().filter(order -> !conclusions.contains(order.memory())).toList(), before);
            outcome = new Outcome(outcome == null ? found.influence() : outcome.first, found.unheard(),
                    (outcome == null ? 0 : outcome.applied) + orders.size() - open, open);
            if (open == 0 && found.unheard() > 0) {
                complete(plan, found.end());
            }
        }
        return Objects.requireNonNull(outcome);
    }

    /** Returns how many were not carried out. */
    private int ordered(List<Rollback> orders, Map<MemoryId, Memory> before) throws InterruptedException {
        Set<String> sent = new HashSet<>();
        List<CompletableFuture<String>> writes = orders.stream()
                .map(order -> write(order, before.get(order.memory()))).toList();
        writes.forEach(write -> sent.add(write.join()));
        return orders.isEmpty() ? 0 : await(orders, sent);
    }

    /** What it says is whose the memory's words are, or would be. */
    private CompletableFuture<String> write(Rollback order, @Nullable Memory head) {
        String key = Stream.concat(Stream.ofNullable(head), Stream.ofNullable(order.instead()))
                .flatMap(memory -> memory.content().key().stream()).findFirst().orElse(null);
        Instant now = clock.instant();
        return log.write(new Observation(id(order, order.version()), tenant, order.actor(), TrustTier.ANALYST,
                Tlp.AMBER, now, now, order, key)).thenApply(written -> written.id().value());
    }

    private void complete(RollbackPlan plan, Instant end) {
        Rollback last = new Rollback(Subject.parse("source:" + plan.source()), new MemoryId(new UUID(0, 0)), COMPLETED,
                null, plan.source(), plan.since(), plan.reason(), plan.actor());
        ObservationId id = ObservationId.of(tenant, "rollback-completed", plan.source() + "\n" + plan.since() + "\n"
                + end);
        log.write(new Observation(id, tenant, plan.actor(), TrustTier.ANALYST, Tlp.AMBER, clock.instant(), end, last))
                .join();
    }

    private ObservationId id(Rollback order, long version) {
        return ObservationId.of(tenant, "rollback",
                order.memory() + "@" + version + "\n" + order.source() + "\n" + order.since());
    }

    /** Whether an earlier try carried it out and nothing but that is to be done. */
    private boolean isDone(@Nullable Memory head, Rollback order) {
        if (head == null) {
            return false;
        }
        Set<String> rests = observations(head);
        for (long version = Math.max(0, head.version() - VERSIONS_BACK); version < head.version(); version++) {
            if (rests.contains(id(order, version).value())) {
                return true;
            }
        }
        return false;
    }

    private static Set<String> observations(Memory head) {
        Set<String> observations = new HashSet<>();
        head.evidence().forEach(evidence -> observations.add(evidence.observation()));
        return observations;
    }

    private int await(List<Rollback> orders, Set<String> sent) throws InterruptedException {
        Instant deadline = clock.instant().plus(WAIT_MAX);
        while (true) {
            Map<MemoryId, Memory> heads = kept.heads(tenant);
            List<Rollback> open = orders.stream()
                    .filter(order -> isOpen(heads.get(order.memory()), sent)).toList();
            boolean waits = open.stream().anyMatch(order -> version(heads.get(order.memory())) == order.version());
            if (!waits || clock.instant().isAfter(deadline)) {
                return open.size();
            }
            Thread.sleep(LOOK_EVERY);
        }
    }

    private static boolean isOpen(@Nullable Memory head, Set<String> sent) {
        return head == null || observations(head).stream().noneMatch(sent::contains);
    }

    private static long version(@Nullable Memory head) {
        return head == null ? 0 : head.version();
    }
}
