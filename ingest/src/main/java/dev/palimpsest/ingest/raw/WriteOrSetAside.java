package dev.palimpsest.ingest.raw;

import dev.palimpsest.memory.observation.Observation;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/**
 * What every door without an answer for each record does: an observation is written, or, where it never can be, set aside with
 * its reason, so that nobody tries it for ever. Safe for several threads.
 */
public final class WriteOrSetAside {

    private final Function<Observation, ? extends CompletableFuture<?>> log;

    /** @param log writes an observation; done once it is durable */
    public WriteOrSetAside(Function<Observation, ? extends CompletableFuture<?>> log) {
        this.log = log;
    }

    /**
     * Deals with an observation.
     *
     * @param letters writes a dead letter with this reason; done once it is durable
     * @return done once it is dealt with; failed where it is not now, and trying again is right. Never throws
     */
    public CompletableFuture<Dealt> write(Observation observation,
            Function<String, ? extends CompletableFuture<?>> letters) {
        CompletableFuture<?> written;
        try {
            written = log.apply(observation);
        } catch (RuntimeException e) {
            written = CompletableFuture.failedFuture(e);
        }
        CompletableFuture<Dealt> dealt = new CompletableFuture<>();
        CompletableFuture<?> _ = written.whenComplete((_, failure) -> settle(dealt, failure, letters));
        return dealt;
    }

    private static void settle(CompletableFuture<Dealt> dealt, @Nullable Throwable failure,
            Function<String, ? extends CompletableFuture<?>> letters) {
        if (failure == null) {
            dealt.complete(Dealt.WRITTEN);
        } else if (isLasting(cause(failure))) {
            setAside(dealt, String.valueOf(cause(failure).getMessage()), letters);
        } else {
            dealt.completeExceptionally(cause(failure));
        }
    }

    private static void setAside(CompletableFuture<Dealt> dealt, String reason,
            Function<String, ? extends CompletableFuture<?>> letters) {
        try {
            CompletableFuture<?> _ = letters.apply(reason).whenComplete((_, failure) -> {
                if (failure == null) {
                    dealt.complete(Dealt.SET_ASIDE);
                } else {
                    dealt.completeExceptionally(cause(failure));
                }
            });
        } catch (RuntimeException e) {
            dealt.completeExceptionally(e);
        }
    }

    /** Whether a failed write fails again however often it is tried. */
    public static boolean isLasting(Throwable cause) {
        return switch (cause) {
            case RecordTooLargeException _,InvalidTimestampException _,SerializationException _,IllegalArgumentException _,ClassCastException _,IndexOutOfBoundsException _,NullPointerException _ ->
                true;
            default -> false;
        };
    }

    static Throwable cause(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return cause == null ? failure : cause;
    }
}
