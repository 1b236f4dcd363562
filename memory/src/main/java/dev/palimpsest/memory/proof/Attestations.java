package dev.palimpsest.memory.proof;

import dev.palimpsest.memory.Hash;
import dev.palimpsest.memory.proof.Damage.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Compares a partition, record by record, with the checkpoints that vouch for it. For one thread.
 */
final class Attestations {

    private final int partition;
    private final List<Checkpoint> byCount;
    private final Frontier frontier = new Frontier();
    private int next;
    private long lastOffset = -1;
    private long lastAttested = -1;
    private Optional<Damage> damage = Optional.empty();

    Attestations(int partition, List<Checkpoint> checkpoints) {
        this.partition = partition;
        byCount = new ArrayList<>(checkpoints);
        byCount.sort(Comparator.comparingLong(Checkpoint::count));
    }

    void take(long offset, Hash hash) {
        frontier.append(hash);
        lastOffset = offset;
        for (; next < byCount.size() && byCount.get(next).count() == frontier.size(); next++) {
            compare(byCount.get(next), offset, hash);
        }
    }

    private void compare(Checkpoint checkpoint, long offset, Hash hash) {
        if (damage.isPresent()) {
            return; // what follows the first difference differs too
        }
        if (!checkpoint.head().equals(hash) || !checkpoint.root().equals(frontier.root())) {
            damage = Optional.of(new Damage(partition, lastAttested + 1, Kind.FORKED, "from here to " + partition + "@"
                    + offset + " a record is another than the one that the checkpoint of " + checkpoint.at()
                    + " vouches for, and the hashes after it were made anew"));
        } else if (checkpoint.offset() != offset) {
            damage = Optional.of(new Damage(partition, offset, Kind.OUT_OF_ORDER,
                    "the checkpoint of " + checkpoint.at() + " saw it at " + checkpoint.place()));
        } else {
            lastAttested = offset;
        }
    }

    /** What was found, once all records were taken. */
    Optional<Damage> end() {
        if (damage.isEmpty() && next < byCount.size()) {
            Checkpoint last = byCount.getLast();
            damage = Optional.of(new Damage(partition, lastOffset + 1, Kind.MISSING,
                    (last.count() - frontier.size()) + " records from here to " + last.place()
                            + " are gone that the checkpoint of " + last.at() + " vouches for"));
        }
        return damage;
    }

    /** Records taken. */
    long taken() {
        return frontier.size();
    }

    /** Records that a checkpoint vouches for and that were found so. */
    long attested() {
        return next == 0 || damage.isPresent() ? 0 : byCount.get(next - 1).count();
    }
}
