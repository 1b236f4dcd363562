package dev.palimpsest.query.barrier;

import dev.palimpsest.schemas.ObservationLog.Written;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.TopicPartition;

/** Somebody's writes on their way through observations, claims and current memories. For the barrier's thread. */
final class Waiter {

    private enum Stage {
        OBSERVED, CLAIMED, DECIDED, INDEXED
    }

    private final List<Written> writes;
    private final CompletableFuture<Boolean> done = new CompletableFuture<>();
    private Stage stage = Stage.OBSERVED;
    private Map<TopicPartition, Long> ahead = Map.of();

    Waiter(List<Written> writes) {
        this.writes = List.copyOf(writes);
    }

    CompletableFuture<Boolean> done() {
        return done;
    }

    boolean isThrough() {
        return stage == Stage.INDEXED;
    }

    /** Moves on as far as this look allows. */
    void advance(Look look) {
        if (stage == Stage.OBSERVED && writes.stream().allMatch(look::hasExtracted)) {
            stage = Stage.CLAIMED;
            ahead = look.lastClaims();
        }
        if (stage == Stage.CLAIMED && look.hasDecided(ahead)) {
            stage = Stage.DECIDED;
            ahead = look.lastHeads();
        }
        if (stage == Stage.DECIDED && look.hasIndexed(ahead)) {
            stage = Stage.INDEXED;
        }
    }
}
