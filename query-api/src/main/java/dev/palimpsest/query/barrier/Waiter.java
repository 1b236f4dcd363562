package dev.palimpsest.query.barrier;

import dev.palimpsest.schemas.ObservationLog.Written;
import dev.palimpsest.schemas.Topic;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.TopicPartition;

/** Somebody's writes on their way through observations, claims and current memories. For the barrier's thread. */
final class Waiter {

    private enum Stage {
        WRITTEN, EXTRACTED, CLAIMED, DECIDED, HEADED, INDEXED
    }

    private final List<Written> writes;
    private final CompletableFuture<Boolean> done = new CompletableFuture<>();
    private Stage stage = Stage.WRITTEN;
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
        if (stage == Stage.WRITTEN && writes.stream().allMatch(look::hasExtracted)) {
            stage = Stage.EXTRACTED;
            ahead = look.ends(Topic.CLAIMS);
        }
        if (stage == Stage.EXTRACTED && look.isSettled(Topic.CLAIMS, ahead)) {
            stage = Stage.CLAIMED;
            ahead = look.lastRecords(Topic.CLAIMS);
        }
        if (stage == Stage.CLAIMED && look.hasDecided(ahead)) {
            stage = Stage.DECIDED;
            ahead = look.ends(Topic.MEMORY_CURRENT);
        }
        if (stage == Stage.DECIDED && look.isSettled(Topic.MEMORY_CURRENT, ahead)) {
            stage = Stage.HEADED;
            ahead = look.lastRecords(Topic.MEMORY_CURRENT);
        }
        if (stage == Stage.HEADED && look.hasIndexed(ahead)) {
            stage = Stage.INDEXED;
        }
    }
}
