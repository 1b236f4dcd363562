package dev.palimpsest.query.follow;

import dev.palimpsest.access.Refusal;
import dev.palimpsest.memory.TenantId;
import java.util.HashMap;
import java.util.Map;

/** How many follow the log at a time. Safe for several threads. */
public final class Streams implements AutoCloseable {

    static final int OF_TENANT_MAX = 16;
    static final int MAX = 256;

    private final Map<TenantId, Integer> open = new HashMap<>();
    private volatile boolean stopping;

    /** One of them, until it is closed. */
    public interface Slot extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Begins one.
     *
     * @throws Refusal where there are as many as there may be
     */
    public synchronized Slot open(TenantId tenant) {
        if (stopping) {
            throw Refusal.unavailable("the service stops: ask again in a few seconds");
        }
        int own = open.getOrDefault(tenant, 0);
        if (own >= OF_TENANT_MAX || count() >= MAX) {
            throw Refusal.tooFast(own >= OF_TENANT_MAX
                    ? OF_TENANT_MAX + " streams of this tenant are open: close one"
                    : "as many streams are open as this service bears: ask again later");
        }
        open.put(tenant, own + 1);
        return () -> closed(tenant);
    }

    private int count() {
        return open.values().stream().mapToInt(Integer::intValue).sum();
    }

    private synchronized void closed(TenantId tenant) {
        open.computeIfPresent(tenant, (_, own) -> own == 1 ? null : own - 1);
    }

    /** Whether all are to end. */
    public boolean isStopping() {
        return stopping;
    }

    /** Lets none begin any more and those that are open end within a second. */
    @Override
    public void close() {
        stopping = true;
    }
}
