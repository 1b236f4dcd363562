package dev.palimpsest.memory.proof;

import org.jspecify.annotations.Nullable;

/**
 * How far a witness speaks for one partition. That it ends early is no fault, since a copy is older than what it is a copy of; nor
 * that it lacks some in between, since instances that share a log may each have a file and every later one vouches for all records
 * before it. But nobody may take it for more than it is.
 *
 * @param last    the last of the log's own checkpoints that the witness has; null for none
 * @param between how many of those before it the witness lacks
 * @param later   how many of the log's own come after it
 */
public record WitnessReach(int partition, @Nullable Checkpoint last, int between, int later) {

    /** In a line. */
    public String sentence() {
        return (last == null
                ? "the witness has no checkpoint of partition " + partition + ", which has " + later
                : "the witness ends at " + last.place() + " of " + last.at() + ", " + later
                        + (later == 1 ? " checkpoint is" : " checkpoints are") + " later than it")
                + (between == 0 ? "" : "; it lacks " + between + " in between");
    }
}
