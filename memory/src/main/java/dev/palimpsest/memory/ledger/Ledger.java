package dev.palimpsest.memory.ledger;

import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.claim.Claim;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The rules of memory. Pure: the same arguments give the same result, whenever and wherever. */
public final class Ledger {

    private Ledger() {}

    /**
     * What a claim adds to the log.
     *
     * @param memory the head of the memory the claim speaks of; null where there is none
     * @param now    system time of the event this may give; not before the head's {@code updatedAt}
     * @throws IllegalArgumentException where the head is another memory's
     */
    public static Decision decide(@Nullable Memory memory, Claim claim, Instant now) {
        if (memory != null && !memory.id().equals(claim.memory())) {
            throw new IllegalArgumentException("the claim speaks of " + claim.memory() + ", not of " + memory.ref());
        }
        return switch (claim) {
            case Claim.Statement statement -> Statements.decide(memory, statement, now);
            case Claim.Instruction instruction -> Instructions.decide(memory, instruction, now);
            case Claim.SourceNews news -> Grounds.decide(memory, news, now);
            case Claim.Rollback rollback -> Rollbacks.decide(memory, rollback, now);
            case Claim.Import order -> Imports.decide(memory, order, now);
        };
    }

    /**
     * The head after an event.
     *
     * @param memory the head before it; null before {@code Created}
     * @throws IllegalArgumentException where the event does not follow the head: a gap, a repeat or another memory's
     */
    public static Memory apply(@Nullable Memory memory, MemoryEvent event) {
        return Fold.apply(memory, event);
    }
}
