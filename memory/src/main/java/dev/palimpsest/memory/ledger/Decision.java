package dev.palimpsest.memory.ledger;

import dev.palimpsest.memory.claim.Claim.Statement;
import org.jspecify.annotations.Nullable;

/** What the ledger makes of a claim. */
public sealed interface Decision {

    /**
     * The log grows by this event.
     *
     * @param then a second event that belongs to it, so that nobody sees the state between them; usually null
     */
    record Append(MemoryEvent event, @Nullable MemoryEvent then) implements Decision {
        public Append(MemoryEvent event) {
            this(event, null);
        }
    }

    /**
     * A stronger word stands and goes on standing; the weaker one is kept beside it, where both are seen.
     *
     * @param event what the log of the standing memory gains; null where it names the rival already
     * @param rival what the weaker word says, as a memory of its own
     */
    record Contradicted(@Nullable MemoryEvent event, Statement rival) implements Decision {}

    /** Nothing to add, and why. */
    record Unchanged(Reason reason) implements Decision {}

    /** The claim may not stand; it goes to the dead letters with the reason. */
    record Refused(Reason reason) implements Decision {}

    /** Why the log does not grow. */
    enum Reason {
        /** The same observation again. */
        REDELIVERED("the observation is already part of this memory"),
        /** The source says nothing that is not known. */
        KNOWN("nothing new"),
        /** The memory was taken back, and this word is not strong enough to bring it back. */
        TAKEN_BACK("the memory was retracted by a higher or equal trust tier"),
        /** A stronger word stands. */
        OUTRANKED("a higher trust tier stands"),
        /** Nothing changes what it says. */
        IMMUTABLE("the memory is immutable"),
        /** Quarantined or erased, so that no statement changes it; or not in the state an order needs. */
        NOT_CURRENT("the memory is not current"),
        /** The state it asks for is the state it has. */
        ALREADY_SO("the memory is already in that state"),
        /** Data must not write profiles or procedures. */
        DATA_IS_NOT_PROFILE("text from logs and feeds never becomes a profile or procedural memory"),
        /** What reads like an order to an assistant takes no standing value's place. */
        READS_LIKE_AN_ORDER("an untrusted source's text that reads like an order replaces nothing"),
        /** Neither a sensor nor an assistant decides on what is quarantined, nor takes a source's word out. */
        NOT_A_CURATOR("only a person or the control plane releases, purges, rolls back, imports or makes immutable"),
        /** The memory is another than the order was worked out from. */
        MOVED_ON("the memory has changed since the order was worked out"),
        /** Nobody brings what is more trusted than their own word. */
        OUTRANKS("the word of who imports is weaker than that of what is imported"),
        /** Its words are gone here for good, and so are those of its later versions. */
        ERASED("the memory is erased here and stays so"),
        /** Only taking out a source lowers these. */
        LOWERS("the memory is marked stricter or trusted more here than what is imported"),
        /** What is here under this name is another state than what is to come. */
        DIFFERS("the memory is here already and differs from what is imported"),
        /** The version before it did not come. */
        GAP("the version before the imported one is not here"),
        /** Its last change lies ahead of this clock. */
        AHEAD("the memory was changed later than it is here"),
        /** There is no such memory. */
        UNKNOWN_MEMORY("no such memory"),
        /** A value no memory can have; which one, the processor's log says. */
        BREAKS_A_RULE("a value of the claim breaks a rule of the ledger"),
        /** A revision must say something. */
        NO_TEXT("a revision needs a text");

        private final String sentence;

        Reason(String sentence) {
            this.sentence = sentence;
        }

        /** One plain English sentence, without a full stop. */
        public String sentence() {
            return sentence;
        }
    }
}
