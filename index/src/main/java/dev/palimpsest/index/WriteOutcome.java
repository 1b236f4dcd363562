package dev.palimpsest.index;

import dev.palimpsest.memory.MemoryId;
import java.time.Duration;
import java.util.List;

/** What became of memories given to a {@link MemoryWriter}. */
public sealed interface WriteOutcome {

    /**
     * All were dealt with: {@code applied + stale + rejected.size()} is the number given.
     *
     * @param applied  now stand in the index
     * @param stale    the index had this version or a higher one; a success
     * @param rejected the index will never take these; for the dead-letter topic
     */
    record Written(int applied, int stale, List<Rejected> rejected) implements WriteOutcome {
        public Written {
            rejected = List.copyOf(rejected);
        }
    }

    /**
     * The index, or the embedding endpoint, cannot take more now or is not there. Nothing is lost: give the whole batch
     * again.
     *
     * @param retryAfter wait this long first
     * @param reason     one line, for the log
     */
    record Overloaded(Duration retryAfter, String reason) implements WriteOutcome {}

    /**
     * There is no index any more: somebody deleted it. Make it again with {@link MemoryWriter#ensureIndex} and write every
     * memory from the first, not only these.
     */
    record Missing() implements WriteOutcome {}

    /**
     * A memory the index refuses.
     *
     * @param reason one line that holds no content of the memory beyond what the index itself quotes
     */
    record Rejected(MemoryId id, long version, String reason) {}
}
