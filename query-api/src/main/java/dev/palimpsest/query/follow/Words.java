package dev.palimpsest.query.follow;

import dev.palimpsest.memory.Content;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.TrustTier;
import dev.palimpsest.memory.ledger.MemoryEvent;
import java.util.Optional;

/** What becomes of the words of an event where it is told. */
public enum Words {
    /** As they are, or there are none. */
    TOLD,
    /** Kept back until somebody has looked at them. */
    HELD,
    /** Gone since. */
    ERASED;

    /**
     * By the event itself and by the memory as it stands, which is asked for only where the event says something.
     *
     * @throws dev.palimpsest.index.IndexUnavailable where that cannot be told now
     */
    public static Words of(MemoryEvent event, Seen.Heads heads) {
        if (said(event).isEmpty()) {
            return TOLD;
        }
        if (event instanceof MemoryEvent.Imported imported && isHeldThere(imported)) {
            return HELD;
        }
        // who begins says by itself whether it is held; what follows may follow a quarantine that the index has not heard of
        boolean begins = event instanceof MemoryEvent.Created || event instanceof MemoryEvent.Imported;
        Optional<Memory> known = begins ? heads.known(event.header()) : Optional.empty();
        if (begins && known.isEmpty() && heads.isFresh(event.header())) {
            return areHeld(event) ? HELD : TOLD;
        }
        Memory head = known.or(() -> heads.reaching(event.header())).orElse(null);
        if (head == null) {
            return HELD;
        }
        return switch (head.status()) {
            case QUARANTINED -> HELD;
            case ERASED -> ERASED;
            // in quarantine from its second version on, of which the index may not know yet
            case CURRENT -> areHeld(event) && begins && head.version() == 1 ? HELD : TOLD;
            case RETRACTED, EXPIRED -> areHeld(event) ? HELD : TOLD;
        };
    }

    /** By how it stood where it comes from. */
    private static boolean isHeldThere(MemoryEvent.Imported event) {
        return switch (event.memory().status()) {
            case QUARANTINED -> true;
            case RETRACTED, EXPIRED -> areHeld(event);
            case CURRENT, ERASED -> false;
        };
    }

    /** Whether they were held as they came: no words of those who may say anything are. */
    public static boolean areHeld(MemoryEvent event) {
        return event.header().trust().isBelow(TrustTier.CONTROL_PLANE)
                && said(event).flatMap(plain -> plain.first(Content.HELD)).isPresent();
    }

    /** What it says of its own, where that can be read. */
    public static Optional<Content.Plain> said(MemoryEvent event) {
        return switch (event) {
            case MemoryEvent.Created created -> created.fact().content().plain();
            case MemoryEvent.Revised revised -> revised.fact().content().plain();
            case MemoryEvent.Superseded superseded -> superseded.fact().content().plain();
            case MemoryEvent.RolledBack back -> back.fact().content().plain();
            case MemoryEvent.Imported imported -> imported.memory().content().plain();
            default -> Optional.empty();
        };
    }
}
