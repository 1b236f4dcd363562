package dev.palimpsest.memory.ledger;

import dev.palimpsest.memory.Content;
import dev.palimpsest.memory.Identity;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.Protection;
import dev.palimpsest.memory.Status;
import dev.palimpsest.memory.TrustTier;
import dev.palimpsest.memory.observation.Payload.Action;
import dev.palimpsest.memory.ValidTime;
import dev.palimpsest.memory.claim.Claim.Instruction;
import dev.palimpsest.memory.ledger.Decision.Append;
import dev.palimpsest.memory.ledger.Decision.Reason;
import dev.palimpsest.memory.ledger.Decision.Refused;
import dev.palimpsest.memory.ledger.Decision.Unchanged;
import dev.palimpsest.memory.ledger.MemoryEvent.Fact;
import dev.palimpsest.memory.ledger.MemoryEvent.Erased;
import dev.palimpsest.memory.ledger.MemoryEvent.Protected;
import dev.palimpsest.memory.ledger.MemoryEvent.Quarantined;
import dev.palimpsest.memory.ledger.MemoryEvent.Released;
import dev.palimpsest.memory.ledger.MemoryEvent.Restored;
import dev.palimpsest.memory.ledger.MemoryEvent.Retracted;
import dev.palimpsest.memory.ledger.MemoryEvent.Revised;
import dev.palimpsest.memory.ledger.MemoryEvent.Superseded;
import java.time.Instant;
import java.util.Set;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How orders about one memory are decided. */
final class Instructions {

    private Instructions() {}

    static Decision decide(@Nullable Memory memory, Instruction order, Instant now) {
        if (memory == null || !memory.subject().equals(order.subject()) || !memory.tenant().equals(order.tenant())) {
            return new Refused(Reason.UNKNOWN_MEMORY);
        }
        if (order.trust().isData() && !memory.kind().opensToData()) {
            return new Refused(Reason.DATA_IS_NOT_PROFILE);
        }
        if (order.trust().isBelow(memory.trust())) {
            return new Refused(Reason.OUTRANKED);
        }
        if (memory.restsOn(order.evidence())) {
            return new Unchanged(Reason.REDELIVERED);
        }
        if (isCurators(order) && order.trust().isBelow(TrustTier.CONTROL_PLANE)) {
            return new Refused(Reason.NOT_A_CURATOR);
        }
        if (memory.protection() == Protection.IMMUTABLE && changes(order)) {
            return new Refused(Reason.IMMUTABLE);
        }
        EventHeader header = header(memory, order, memory.valid(), now);
        String reason = order.reason();
        return switch (order.action()) {
            case RETRACT -> Grounds.isWithdrawn(memory)
                    ? new Append(new Retracted(header, reason)) // from now on by a person's word
                    : moved(memory, Set.of(Status.CURRENT, Status.EXPIRED, Status.QUARANTINED), Status.RETRACTED,
                            new Retracted(header, reason));
            case RESTORE -> moved(memory, Set.of(Status.RETRACTED, Status.EXPIRED), Status.CURRENT,
                    new Restored(header(memory, order, lasting(memory, now), now), reason));
            case QUARANTINE -> moved(memory, Set.of(Status.CURRENT), Status.QUARANTINED,
                    new Quarantined(header, reason));
            case RELEASE -> moved(memory, Set.of(Status.QUARANTINED), Status.CURRENT, new Released(header, reason));
            case PURGE -> moved(memory, Set.of(Status.QUARANTINED), Status.ERASED, new Erased(header, reason));
            case REVISE -> revise(memory, order, now);
            case PIN -> guarded(memory, new Protected(header, Protection.PINNED, reason));
            case UNPIN -> guarded(memory, new Protected(header, Protection.NONE, reason));
            case IMMUTABLE -> guarded(memory, new Protected(header, Protection.IMMUTABLE, reason));
            case END -> new Unchanged(Reason.NOT_CURRENT); // it is the session's, and decided for each memory of it
        };
    }

    /** Immutable is what neither words nor orders change; it may be held, released and, for good, forgotten. */
    private static boolean changes(Instruction order) {
        return order.action() == Action.REVISE || order.action() == Action.RETRACT || order.action() == Action.UNPIN;
    }

    /** Protection grows, and only a pin can be taken off. */
    private static Decision guarded(Memory memory, Protected event) {
        if (memory.status() != Status.CURRENT) {
            return new Unchanged(Reason.NOT_CURRENT);
        }
        boolean moves = event.protection() == Protection.NONE
                ? memory.protection() == Protection.PINNED
                : memory.protection().compareTo(event.protection()) < 0;
        return moves ? new Append(event) : new Unchanged(Reason.ALREADY_SO);
    }

    /** What came to its end is brought back without one. */
    private static ValidTime lasting(Memory memory, Instant now) {
        return memory.valid().isOverAt(now) ? ValidTime.since(memory.valid().from()) : memory.valid();
    }

    /** Nobody releases his own word: neither what was quarantined nor what looks like it may do so. */
    private static boolean isCurators(Instruction order) {
        return order.action() == Action.RELEASE || order.action() == Action.PURGE
                || order.action() == Action.IMMUTABLE;
    }

    private static Decision moved(Memory memory, Set<Status> from, Status to, MemoryEvent event) {
        if (from.contains(memory.status())) {
            return new Append(event);
        }
        return new Unchanged(memory.status() == to ? Reason.ALREADY_SO : Reason.NOT_CURRENT);
    }

    /**
     * A person's new wording, or another time. In a slot it is a new value, elsewhere the same fact said better. What has ended is back by
     * it, unless its time is still over: then it ends again, as what nobody had noticed to have ended would.
     */
    private static Decision revise(Memory memory, Instruction order, Instant now) {
        String text = order.text() == null || order.text().isBlank() ? null : order.text();
        if (text == null && order.changes().isEmpty()) {
            return new Refused(Reason.NO_TEXT);
        }
        if (memory.status() != Status.CURRENT && memory.status() != Status.EXPIRED) {
            return new Unchanged(Reason.NOT_CURRENT);
        }
        Content content = Amendment.of(order.changes())
                .to(text == null ? memory.content() : reworded(memory.content(), text));
        ValidTime valid = Amendment.of(order.changes()).to(memory.valid());
        if (content.equals(memory.content()) && valid.equals(memory.valid())) {
            return new Unchanged(Reason.ALREADY_SO);
        }
        Fact fact = new Fact(content, memory.occurrences(), memory.confidence(), List.of());
        if (text == null || memory.identity().form() != Identity.Form.SLOT) {
            return new Append(new Revised(header(memory, order, valid, now), fact));
        }
        Instant from = order.since().isBefore(valid.from()) ? valid.from() : order.since();
        return new Append(new Superseded(header(memory, order, ValidTime.since(from), now), fact));
    }

    /** The typed parts were read from the old words, so they go with them; the caller's labels and links stay. */
    private static Content reworded(Content content, String text) {
        return switch (content) {
            case Content.Plain plain -> new Content.Plain(text, Amendment.labels(plain.attributes()), plain.entities(),
                    plain.categories(), plain.keyId());
            case Content.Sealed sealed -> Content.Plain.of(text).under(sealed.keyId());
        };
    }

    private static EventHeader header(Memory memory, Instruction order, ValidTime valid, Instant now) {
        return new EventHeader(memory.tenant(), memory.subject(), memory.id(), memory.kind(), memory.version() + 1,
                valid, now, order.evidence(), order.trust(), memory.marking().strictest(order.marking()));
    }
}
