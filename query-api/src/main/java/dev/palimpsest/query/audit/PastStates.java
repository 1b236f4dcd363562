package dev.palimpsest.query.audit;

import dev.palimpsest.memory.TenantId;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * States of the past, folded from the log when they are asked for. The last few are kept, and a later one is folded from the
 * latest before it, so asking again, or for a little later, reads little. Safe for several threads; one folds at a time.
 */
final class PastStates {

    /** Most memories of one state, and of all that are kept together. */
    static final int MEMORIES_MAX = 300_000;

    private static final int KEPT_MAX = 8;
    private static final int WAITING_MAX = 8;

    private final EventSource log;
    private final int max;
    private final Deque<PastState> kept = new ArrayDeque<>();
    private final Semaphore asking = new Semaphore(WAITING_MAX);

    PastStates(EventSource log, int max) {
        this.log = log;
        this.max = max;
    }

    /**
     * The state that the log's events up to an instant fold to.
     *
     * @throws Busy              where too many are waiting already
     * @throws PastState.TooMuch where it holds too many memories
     */
    PastState at(TenantId tenant, Instant knownAt) {
        if (!asking.tryAcquire()) {
            throw new Busy();
        }
        try {
            return fold(tenant, knownAt);
        } finally {
            asking.release();
        }
    }

    private synchronized PastState fold(TenantId tenant, Instant knownAt) {
        PastState before = latestBefore(tenant, knownAt).orElse(PastState.empty(tenant));
        PastState state = before.advanced(log, knownAt, max); // also what was decided by then and committed since
        kept.remove(before);
        kept.addFirst(state);
        while (kept.size() > KEPT_MAX || (kept.size() > 1 && held() > max)) {
            kept.removeLast();
        }
        return state;
    }

    private Optional<PastState> latestBefore(TenantId tenant, Instant knownAt) {
        return kept.stream().filter(state -> state.tenant().equals(tenant) && !state.knownAt().isAfter(knownAt))
                .max(Comparator.comparing(PastState::knownAt));
    }

    private long held() {
        return kept.stream().mapToLong(state -> state.memories().size()).sum();
    }

    /** Too many are waiting for readings of the past. */
    static final class Busy extends RuntimeException {

        private static final long serialVersionUID = 1;

        Busy() {
            super("too many readings of the past are waiting: ask again in a few seconds", null, false, false);
        }
    }
}
