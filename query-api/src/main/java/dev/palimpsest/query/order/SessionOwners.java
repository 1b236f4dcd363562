package dev.palimpsest.query.order;

import dev.palimpsest.access.Caller;
import dev.palimpsest.access.Refusal;
import dev.palimpsest.index.Condition;
import dev.palimpsest.index.MemoryFilter;
import dev.palimpsest.index.MemoryReader;
import dev.palimpsest.memory.Status;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.TenantId;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whose a session is: of those who spoke in it first. Who is granted single people's memories speaks in nobody else's session, so that
 * nobody's working memory is written, or pushed out, by somebody they do not know. Who is granted everybody may bring people together in
 * one. What was said a moment ago and cannot be searched yet is known to this process alone. Safe for several threads.
 */
public final class SessionOwners {

    /** Sessions of which it is known here who spoke first, the latest used. */
    static final int RECENT_MAX = 10_000;

    private static final int LOCKS = 64;

    private record Session(TenantId tenant, Subject run) {}

    private final MemoryReader reader;
    private final Lock[] locks = Stream.generate(ReentrantLock::new).limit(LOCKS).toArray(Lock[]::new);
    private final Map<Session, Set<Subject>> recent = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Session, Set<Subject>> eldest) {
            return size() > RECENT_MAX;
        }
    });

    /** @param reader which sees everything */
    public SessionOwners(MemoryReader reader) {
        this.reader = reader;
    }

    /**
     * Insists that the caller may speak in a session, which becomes theirs where nobody has spoken in it.
     *
     * @param run      the session; null where there is none, which anybody may
     * @param speakers whose memory what is said becomes
     * @throws Refusal naming the session, where it is somebody else's
     */
    public void require(Caller caller, @Nullable Subject run, Collection<Subject> speakers) {
        if (run == null) {
            return;
        }
        Session session = new Session(caller.tenant(), run);
        Set<Subject> own = Set.copyOf(speakers);
        Set<Subject> granted = caller.sight().persons();
        if (granted.isEmpty() || granted.contains(run)) {
            recent.putIfAbsent(session, own);
            return;
        }
        Lock lock = locks[Math.floorMod(session.hashCode(), locks.length)];
        lock.lock(); // of two who begin it at once one does
        try {
            Set<Subject> before = recent.get(session);
            if (!isOneOf(granted, session, before)) {
                throw Refusal.notGranted(run);
            }
            Set<Subject> first = recent.putIfAbsent(session, own);
            if (before == null && first != null && !isOneOf(granted, session, first)) {
                throw Refusal.notGranted(run); // somebody who is granted everything began it meanwhile, for others
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean isOneOf(Set<Subject> granted, Session session, @Nullable Set<Subject> before) {
        if (before != null && before.stream().anyMatch(granted::contains)) {
            return true;
        }
        Condition ofSession = new Condition.Owned(Set.of(session.run));
        boolean spoken = before != null || count(session, ofSession) > 0;
        return !spoken || count(session, new Condition.All(List.of(ofSession, new Condition.Owned(granted)))) > 0;
    }

    private long count(Session session, Condition condition) {
        return reader.count(session.tenant,
                MemoryFilter.CURRENT.withStatuses(Set.of(Status.values())).where(condition));
    }
}
