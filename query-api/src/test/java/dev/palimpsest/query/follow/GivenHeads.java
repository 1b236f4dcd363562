package dev.palimpsest.query.follow;

import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.ledger.EventHeader;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An index that has this one memory, or none.
 *
 * @param fresh whether every event is
 */
record GivenHeads(@Nullable Memory head, boolean fresh) implements Seen.Heads {

    @Override
    public Optional<Memory> known(EventHeader header) {
        return Optional.ofNullable(head);
    }

    @Override
    public boolean isFresh(EventHeader header) {
        return fresh;
    }

    @Override
    public Optional<Memory> reaching(EventHeader header) {
        return Optional.ofNullable(head);
    }
}
