package dev.palimpsest.query.mcp.tool;

import dev.palimpsest.access.Caller;
import dev.palimpsest.access.Refusal;
import dev.palimpsest.memory.Subject;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Who calls, for whom, and how to tell them how far it is.
 *
 * @param caller       by their credential
 * @param user         whom the address of the connection names; empty where it names nobody
 * @param cancellation heeded between steps
 * @param progress     where the client wants to be told; else it takes and drops
 */
public record Call(Caller caller, Optional<Subject> user, Permission permission, Cancellation cancellation,
        Progress progress) {

    /** After so long a client is told that it still goes on. */
    private static final int PATIENCE_SECONDS = 2;

    /** Where progress is told. */
    @FunctionalInterface
    public interface Progress {

        /** Nobody listens. */
        Progress NONE = (_, _) -> {};

        /** How far it is; done rises with each telling. */
        void tell(double done, String message);
    }

    /** Whose memory it is where nothing is said: the connection's user, else the credential's own. */
    Subject owner() {
        return user.orElseGet(() -> new Subject("user", caller.name()));
    }

    /**
     * Who asks.
     *
     * @param name a user's name or {@code TYPE:NAME}; null for {@link #owner}
     * @throws Refusal where the credential may not read that one's memory
     */
    public Subject asker(@Nullable String name) {
        Subject asker = name == null ? owner() : Arguments.actor("user", name);
        require(Operation.READ, Optional.of(asker));
        return asker;
    }

    /** @throws Refusal where the credential may not do that */
    void require(Operation operation, Optional<Subject> subject) {
        if (!permission.allowed(caller, operation, subject)) {
            throw Refusal.badRequest("this credential may not " + operation.name().toLowerCase(java.util.Locale.ROOT)
                    + subject.map(whose -> " the memory of " + whose).orElse(" that"));
        }
    }

    /** @throws Cancelled where the client wants no answer any more */
    void heed() {
        if (cancellation.isCancelled()) {
            throw new Cancelled();
        }
    }

    /**
     * Waits for something and tells of it every {@value #PATIENCE_SECONDS} s.
     *
     * @return what it came to
     * @throws Cancelled where the client wants no answer any more
     */
    boolean await(CompletableFuture<Boolean> something, String what) {
        CompletableFuture<Object> either = CompletableFuture.anyOf(something, cancellation.signal());
        for (int told = 1;; told++) {
            try {
                Object came = either.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
                heed();
                return Boolean.TRUE.equals(came);
            } catch (TimeoutException _) {
                progress.tell((double) told * PATIENCE_SECONDS, what);
            } catch (InterruptedException e) {
                throw new Cancelled();
            } catch (ExecutionException e) {
                throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
            }
        }
    }
}
