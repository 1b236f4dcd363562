package dev.palimpsest.query.barrier;

import dev.palimpsest.access.Refusal;
import dev.palimpsest.memory.observation.Observation;
import dev.palimpsest.schemas.ObservationLog;
import dev.palimpsest.schemas.ObservationLog.Written;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import org.apache.kafka.common.errors.RecordTooLargeException;

/** Writes what a caller says, and tells when it can be searched. Safe for several threads. */
public interface Writing {

    /**
     * Writes all of them.
     *
     * @return once they are durable, in the same order
     * @throws Refusal where one is too large, comes too fast, or is not confirmed
     */
    List<Written> write(List<Observation> observations);

    /** See {@link WriteBarrier#searchable}. */
    CompletableFuture<Boolean> searchable(List<Written> written, Duration timeout);

    /** By this log, waiting at this barrier. */
    static Writing on(ObservationLog log, WriteBarrier barrier) {
        return new Writing() {
            @Override
            public List<Written> write(List<Observation> observations) {
                return durable(observations.stream().map(log::write).toList());
            }

            @Override
            public CompletableFuture<Boolean> searchable(List<Written> written, Duration timeout) {
                return barrier.searchable(written, timeout);
            }
        };
    }

    private static List<Written> durable(List<CompletableFuture<Written>> writes) {
        try {
            return writes.stream().map(CompletableFuture::join).toList();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RecordTooLargeException tooLarge) {
                throw Refusal.tooLarge(String.valueOf(tooLarge.getMessage()));
            }
            if (e.getCause() instanceof RejectedExecutionException tooFast) {
                throw Refusal.tooFast(String.valueOf(tooFast.getMessage()));
            }
            throw Refusal.unavailable("the write is not durable: the brokers do not confirm it. Send it again");
        }
    }
}
