package dev.palimpsest.query.transfer;

import dev.palimpsest.memory.Hash;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.TenantId;
import dev.palimpsest.memory.ledger.MemoryEvent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A line of an export. Content is readable, and nothing where it is erased: keys stay where they are. */
public sealed interface Line {

    /**
     * What follows.
     *
     * @param version of the form of these lines
     */
    record Begin(int version, TenantId tenant, Scope versions, Instant made) implements Line {}

    /** How much of each memory is told. */
    enum Scope {
        /** Where it stands. */
        CURRENT,
        /** All that happened to it. */
        ALL
    }

    /** A line that says how a memory stands. */
    sealed interface State extends Line {

        /** The memory in its {@link Memory#portable() portable form}. */
        Memory memory();

        /** Whether it is somebody's own words. */
        boolean sealed();

        /** Whose, where that can be told. */
        @Nullable
        Subject owner();

        /**
         * Whose key it is to be under where it is brought to; null for nobody's. What is kept of a person is that person's,
         * whatever the line says, so that it goes when they are forgotten.
         */
        default @Nullable Subject ownerHere() {
            Subject of = memory().subject();
            if (of.type().equals("user")) {
                return of;
            }
            Subject said = owner();
            return said != null
                    ? said
                    : of.isActor() ? of : sealed() ? new Subject("tenant", memory().tenant().value()) : null;
        }
    }

    /**
     * A memory where it stands.
     *
     * @param erased whether what it said is gone for good
     */
    record Head(boolean sealed, @Nullable Subject owner, boolean erased, Memory memory) implements State {}

    /**
     * What happened to a memory, and how it stood then.
     *
     * @param erased   whether what it said then is gone for good
     * @param hash     of the record as the log has it, over what may be sealed there
     * @param previous of the record before it in its partition
     * @param before   the digest of the memory's portable form before this; null where it begins
     */
    record Event(boolean sealed, @Nullable Subject owner, boolean erased, Hash hash, Hash previous,
            @Nullable String before, MemoryEvent log, Memory memory) implements State {}

    /**
     * All before this line is whole.
     *
     * @param after where to go on
     */
    record Cursor(String after) implements Line {}

    /**
     * Nothing is missing.
     *
     * @param memories how many these lines told, or told events of
     * @param digest   of their heads as these lines tell them; sums of the answers of one export add up modulo 2^256
     */
    record End(long memories, long events, String digest) implements Line {}
}
