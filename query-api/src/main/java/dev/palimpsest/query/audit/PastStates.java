package dev.palimpsest.query.audit;

import dev.palimpsest.memory.TenantId;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;

/**
 * States of the past, folded from the log when they are asked for. The last few are kept, and a later one is folded from the
 * latest before it, so asking again, or for a little later, reads little. Safe for several threads; one folds at a time.
 */
final class PastStates {

    /** What one memory may take of the heap, generously. */
    private static final int MEMORY_BYTES = 16 * 1024;

    private static final int KEPT_MAX = 8;

    private final EventSource log;
    private final int max;
    private final Deque<PastState> kept = new ArrayDeque<>();

    PastStates(EventSource log, int max) {
        this.log = log;
        this.max = max;
    }

    /** Most memories of one state, and of all that are kept together, with this much heap. */
    static int memoriesMax(long heapBytes) {
        return Math.toIntExact(Math.min(1_000_000, Math.max(10_000, heapBytes / MEMORY_BYTES)));
    }

    /**
     * The state that the log's events up to an instant fold to.
     *
     * @throws PastState.TooMuch where it holds too many memories
     */
    synchronized PastState at(TenantId tenant, Instant knownAt) {
        PastState before = latestBefore(tenant, knownAt).orElse(PastState.empty(tenant));
        PastState state = before.advanced(log, knownAt, max); // also what was decided by then and committed since
        kept.removeIf(other -> other.tenant().equals(tenant) && other.knownAt().equals(knownAt));
        kept.addFirst(state);
        while (kept.size() > KEPT_MAX || (kept.size() > 1 && held() > max)) {
            kept.removeLast();
        }
        return state;
    }

    /** The state at a position of the log, which is not kept. */
    synchronized PastState at(TenantId tenant, Map<Integer, Long> next) {
        return PastState.at(log, tenant, next, max);
    }

    private Optional<PastState> latestBefore(TenantId tenant, Instant knownAt) {
        return kept.stream().filter(state -> state.tenant().equals(tenant) && !state.knownAt().isAfter(knownAt))
                .max(Comparator.comparing(PastState::knownAt));
    }

    private long held() {
        return kept.stream().mapToLong(state -> state.memories().size()).sum();
    }
}
