package dev.palimpsest.query.follow;

import dev.palimpsest.access.Caller;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.ledger.EventHeader;
import dev.palimpsest.memory.ledger.Ledger;
import dev.palimpsest.memory.ledger.MemoryEvent;
import dev.palimpsest.query.recall.Sighted;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Whether a caller may hear of an event: they may read what it says, and may know of the memory as it stands. What is hidden today
 * is hidden in what it was before, as in histories.
 */
public final class Seen implements Predicate<MemoryEvent> {

    private final Caller caller;
    private final Heads heads;

    public Seen(Caller caller, Heads heads) {
        this.caller = caller;
        this.heads = heads;
    }

    /** Where a memory stands. */
    public interface Heads {

        /** As far as is known at once; empty where nothing of it is known yet. */
        Optional<Memory> known(EventHeader header);

        /** Whether this was decided so lately that the index need not have heard of it. */
        boolean isFresh(EventHeader header);

        /**
         * At this version at least, which may take a while; empty where there is none and will be none.
         *
         * @throws dev.palimpsest.index.IndexUnavailable where that cannot be told now
         */
        Optional<Memory> reaching(EventHeader header);
    }

    @Override
    public boolean test(MemoryEvent event) {
        EventHeader header = event.header();
        if (!header.tenant().equals(caller.tenant())) {
            return false;
        }
        if (caller.sight().isAll()) {
            return true;
        }
        if (!Sighted.sees(caller, event)) {
            return false;
        }
        if (event instanceof MemoryEvent.Created || event instanceof MemoryEvent.Imported) { // says by itself whose it is
            if (!Sighted.sees(caller, Ledger.apply(null, event))) {
                return false;
            }
            Optional<Memory> head = heads.known(header);
            if (head.isPresent() || heads.isFresh(header)) {
                return head.map(memory -> Sighted.sees(caller, memory)).orElse(true);
            }
        }
        return heads.reaching(header).filter(head -> Sighted.sees(caller, head)).isPresent();
    }
}
