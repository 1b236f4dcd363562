package dev.palimpsest.query.audit;

import dev.palimpsest.memory.Hash;
import dev.palimpsest.memory.ledger.LogRecord;
import dev.palimpsest.memory.proof.MerkleTree;
import dev.palimpsest.memory.proof.SignedCheckpoint;
import dev.palimpsest.query.audit.Export.Wish;
import dev.palimpsest.query.audit.StoredRecords.Stored;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One partition of a bundle: its records, each checkpoint after the last record it covers, and then the proofs. */
public final class BundlePartition {

    private final BundleWriter out;
    private final Wish wish;
    private final int partition;
    private final List<SignedCheckpoint> checkpoints;
    private final MerkleTree tree = new MerkleTree();
    private final List<Chosen> chosen = new ArrayList<>();
    private int nextCheckpoint;
    private long count;

    /** A record to be proven. */
    private record Chosen(long index, long offset, LogRecord record) {}

    /** @param checkpoints of this partition, in the order of their topic */
    public BundlePartition(BundleWriter out, Wish wish, int partition, List<SignedCheckpoint> checkpoints) {
        this.out = out;
        this.wish = wish;
        this.partition = partition;
        this.checkpoints = checkpoints;
    }

    /** The next record. */
    public void take(Stored stored) {
        long offset = stored.link().offset();
        Optional<LogRecord> own = stored.record()
                .filter(record -> record.event().header().tenant().equals(wish.tenant()));
        if (wish.whole()) {
            write(offset, stored, own);
        }
        own.filter(record -> wish.memories().contains(record.event().header().memory()))
                .ifPresent(record -> chosen.add(new Chosen(count, offset, record)));
        count++;
        if (!wish.memories().isEmpty()) {
            tree.append(stored.record().map(LogRecord::hash).orElse(Hash.NONE));
        }
        while (wish.whole() && nextCheckpoint < checkpoints.size()
                && checkpoints.get(nextCheckpoint).body().count() <= count) {
            out.checkpoint(checkpoints.get(nextCheckpoint++));
        }
    }

    private void write(long offset, Stored stored, Optional<LogRecord> own) {
        if (own.isPresent()) {
            out.own(partition, offset, own.get());
        } else if (stored.record().isPresent()) {
            out.foreign(partition, offset, stored.record().get().hash());
        } else {
            out.unreadable(partition, offset);
        }
    }

    /** After the last record. */
    public void end() {
        if (wish.whole()) {
            checkpoints.subList(nextCheckpoint, checkpoints.size()).forEach(out::checkpoint);
        }
        Optional<SignedCheckpoint> last = checkpoints.stream().filter(each -> each.body().count() <= count)
                .reduce((_, later) -> later);
        long size = last.map(each -> each.body().count()).orElse(0L);
        List<Chosen> provable = chosen.stream().filter(each -> each.index() < size).toList();
        if (!wish.whole() && !provable.isEmpty()) {
            last.ifPresent(out::checkpoint);
        }
        provable.forEach(
                each -> out.proof(partition, each.offset(), each.record(), tree.inclusion(each.index(), size)));
    }
}
