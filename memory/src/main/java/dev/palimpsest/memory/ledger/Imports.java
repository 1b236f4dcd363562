package dev.palimpsest.memory.ledger;

import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.Origin;
import dev.palimpsest.memory.Protection;
import dev.palimpsest.memory.Status;
import dev.palimpsest.memory.TrustTier;
import dev.palimpsest.memory.claim.Claim.Import;
import dev.palimpsest.memory.ledger.Decision.Append;
import dev.palimpsest.memory.ledger.Decision.Reason;
import dev.palimpsest.memory.ledger.Decision.Refused;
import dev.palimpsest.memory.ledger.Decision.Unchanged;
import dev.palimpsest.memory.ledger.MemoryEvent.Imported;
import dev.palimpsest.memory.ledger.MemoryEvent.RolledBack;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a memory comes from another stack: as it is there, where nothing of it is here or the very version before. What differs from
 * what is here never takes its place, what is erased here stays so, and nobody brings what is more trusted than they are.
 */
final class Imports {

    private Imports() {}

    static Decision decide(@Nullable Memory memory, Import order, Instant now) {
        if (order.trust().isBelow(TrustTier.CONTROL_PLANE)) {
            return new Refused(Reason.NOT_A_CURATOR);
        }
        Memory state = order.state();
        if (order.trust().isBelow(state.trust())) {
            return new Refused(Reason.OUTRANKS);
        }
        if (!isOfThis(order) || Importable.problem(state).isPresent()) {
            return new Refused(Reason.BREAKS_A_RULE);
        }
        if (state.updatedAt().isAfter(now)) {
            return new Refused(Reason.AHEAD);
        }
        if (memory == null) {
            return order.before() == null ? imported(order, now) : new Refused(Reason.GAP);
        }
        if (memory.version() >= state.version()) {
            return isSame(memory, state)
                    ? new Unchanged(Reason.ALREADY_SO)
                    : memory.version() > state.version() ? new Unchanged(Reason.MOVED_ON) : new Refused(Reason.DIFFERS);
        }
        return follows(memory, order)
                ? forbidden(memory, order).<Decision>map(Refused::new).orElseGet(() -> imported(order, now))
                : new Refused(Reason.DIFFERS);
    }

    /**
     * What no order can do, an import cannot: bring back what is erased, change what is immutable, lower the marking or the trust
     * of what is here unless by taking out a source.
     */
    private static Optional<Reason> forbidden(Memory memory, Import order) {
        Memory state = order.state();
        boolean erases = isErased(state);
        if (isErased(memory) && !erases) {
            return Optional.of(Reason.ERASED);
        }
        boolean lowers = state.marking().compareTo(memory.marking()) < 0 || state.trust().isBelow(memory.trust());
        if (lowers && !isRolledBack(order.origin())) {
            return Optional.of(Reason.LOWERS);
        }
        boolean touched = memory.protection() == Protection.IMMUTABLE && !erases
                && (state.protection() != Protection.IMMUTABLE
                        || !memory.portable().content().equals(state.portable().content()));
        return touched ? Optional.of(Reason.IMMUTABLE) : Optional.empty();
    }

    private static boolean isErased(Memory memory) {
        return memory.portable().status() == Status.ERASED;
    }

    private static boolean isRolledBack(@Nullable Origin origin) {
        return origin != null && origin.event().equals(RolledBack.class.getSimpleName());
    }

    private static boolean isOfThis(Import order) {
        return order.state().tenant().equals(order.tenant()) && order.state().subject().equals(order.subject());
    }

    private static boolean isSame(Memory memory, Memory state) {
        return memory.portable().equals(state.portable());
    }

    private static boolean follows(Memory memory, Import order) {
        return memory.version() + 1 == order.state().version()
                && Digest.of(memory.portable()).hex().equals(order.before());
    }

    private static Append imported(Import order, Instant now) {
        Memory state = order.state();
        return new Append(new Imported(new EventHeader(state.tenant(), state.subject(), state.id(), state.kind(),
                state.version(), state.valid(), now, order.evidence(), state.trust(), state.marking()), state,
                order.origin()));
    }
}
