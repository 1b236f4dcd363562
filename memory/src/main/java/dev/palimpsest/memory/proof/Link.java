package dev.palimpsest.memory.proof;

import dev.palimpsest.memory.Hash;
import dev.palimpsest.memory.ledger.LogRecord;
import org.jspecify.annotations.Nullable;

/**
 * A stored record as a link of the chain.
 *
 * @param previous what it says precedes it; {@link Hash#NONE} where it cannot be read
 * @param hash     what it says its hash is; {@link Hash#NONE} where it cannot be read
 * @param computed what its hash is
 * @param suspect  the record itself, where hash and computed differ
 */
public record Link(long offset, State state, Hash previous, Hash hash, Hash computed, @Nullable LogRecord suspect) {

    /** How much of it holds by itself. */
    public enum State {
        /** It is what its hash says, written as it is always written. */
        SOUND,
        /** It is what its hash says, but its bytes are not those it is written as. */
        REENCODED,
        /** It is not what its hash says. */
        BROKEN,
        /** It is no record. */
        UNREADABLE
    }

    /**
     * The link of a record.
     *
     * @param exact whether the stored bytes are the ones that the record is written as
     */
    public static Link of(long offset, LogRecord record, boolean exact) {
        Hash computed = LogRecord.chain(record.previous(), record.event()).hash();
        boolean intact = computed.equals(record.hash());
        State state = intact ? (exact ? State.SOUND : State.REENCODED) : State.BROKEN;
        return new Link(offset, state, record.previous(), record.hash(), computed, intact ? null : record);
    }

    /** Bytes that are no record. */
    public static Link unreadable(long offset) {
        return new Link(offset, State.UNREADABLE, Hash.NONE, Hash.NONE, Hash.NONE, null);
    }

    /** Whether its two hashes can be believed to be those it was written with. */
    boolean isCoherent() {
        return state == State.SOUND || state == State.REENCODED;
    }
}
