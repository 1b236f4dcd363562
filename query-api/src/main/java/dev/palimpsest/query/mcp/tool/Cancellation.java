package dev.palimpsest.query.mcp.tool;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Whether a client still wants its answer. Work that only reads is interrupted; work that writes looks here between its
 * steps, so that no step is left half done. Safe for several threads.
 */
public final class Cancellation {

    private final CompletableFuture<Boolean> signal = new CompletableFuture<>();
    private @Nullable Thread reading;

    /** Asks for the end. */
    public synchronized void cancel() {
        signal.complete(false);
        if (reading != null) {
            reading.interrupt();
        }
    }

    /** Whether the end was asked for. */
    public boolean isCancelled() {
        return signal.isDone();
    }

    /** Done with false once the end is asked for. */
    CompletableFuture<Boolean> signal() {
        return signal;
    }

    /** From now on the current thread may be interrupted. */
    synchronized void reads() {
        if (isCancelled()) {
            throw new Cancelled();
        }
        reading = Thread.currentThread();
    }

    /** From now on it may not; an interruption that came before is taken back. */
    synchronized void hasRead() {
        if (reading != null) {
            reading = null;
            boolean _ = Thread.interrupted();
        }
    }
}
