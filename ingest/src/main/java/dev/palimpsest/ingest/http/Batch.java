package dev.palimpsest.ingest.http;

import dev.palimpsest.ingest.raw.WriteOrSetAside;
import dev.palimpsest.memory.observation.Observation;
import dev.palimpsest.schemas.ObservationLog;
import dev.palimpsest.schemas.ObservationLog.Written;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.common.errors.RecordTooLargeException;

/** The items of one request on their way into the log. For one thread. */
final class Batch {

    /** Longest that a request may be held up by its source's pace; what is left of it is to be sent again. */
    private static final Duration HELD_MAX = Duration.ofSeconds(30);

    private final ObservationLog log;
    private final long begun = System.nanoTime();
    private final List<CompletableFuture<ItemResult>> items = new ArrayList<>();

    Batch(ObservationLog log) {
        this.log = log;
    }

    /** How many items there are so far: the index of the next. */
    int size() {
        return items.size();
    }

    void ignore(String reason) {
        items.add(CompletableFuture.completedFuture(ItemResult.ignored(size(), reason)));
    }

    void refuse(String reason) {
        items.add(CompletableFuture.completedFuture(ItemResult.refused(size(), reason)));
    }

    /** Writes the observations of one item; it counts as accepted once all of them are durable. */
    void write(List<Observation> observations) {
        int index = size();
        if (System.nanoTime() - begun > HELD_MAX.toNanos()) {
            items.add(CompletableFuture.completedFuture(
                    ItemResult.failed(index, "the request took over " + HELD_MAX.toSeconds() + " s: send this again")));
            return;
        }
        String damage = Losses.of(observations);
        List<CompletableFuture<Written>> writes = observations.stream().map(log::write).toList();
        items.add(CompletableFuture.allOf(writes.toArray(CompletableFuture[]::new))
                .handle((done, failure) -> failure == null
                        ? ItemResult.accepted(index, writes.stream().map(write -> write.join().id().value()).toList(),
                                damage)
                        : unwritten(index, cause(failure))));
    }

    private static ItemResult unwritten(int index, Throwable cause) {
        return switch (cause) {
            case RecordTooLargeException tooLarge -> ItemResult.refused(index, String.valueOf(tooLarge.getMessage()));
            case RejectedExecutionException tooFast -> ItemResult.failed(index, String.valueOf(tooFast.getMessage()));
            default -> WriteOrSetAside.isLasting(cause)
                    ? ItemResult.refused(index, "it can never be written: " + cause.getClass().getSimpleName())
                    : ItemResult.failed(index, "not durable: " + cause.getClass().getSimpleName());
        };
    }

    /** Waits for all; the producer's delivery timeout bounds it. */
    BatchResult await() {
        return BatchResult.of(IntStream.range(0, size()).mapToObj(i -> items.get(i).join()).toList());
    }

    private static Throwable cause(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return cause == null ? failure : cause;
    }
}
