package dev.palimpsest.memory.proof;

import dev.palimpsest.memory.Canonical;
import dev.palimpsest.memory.Hash;
import dev.palimpsest.memory.Micros;
import java.time.Instant;

/**
 * Where a partition of the log stood.
 *
 * @param offset   of the last record covered
 * @param count    records covered, at least 1
 * @param head     hash of the last record covered
 * @param root     Merkle root over the hashes of all records covered
 * @param previous {@link #hash} of the partition's checkpoint before this one; {@link Hash#NONE} for its first
 * @param keyId    which key signs
 */
public record Checkpoint(int partition, long offset, long count, Hash head, Hash root, Hash previous, Instant at,
        String keyId) {

    private static final String DOMAIN = "palimpsest-checkpoint-1";

    public Checkpoint {
        at = Micros.of(at);
    }

    /** What is signed. */
    public byte[] bytes() {
        return new Canonical().text(DOMAIN).number(partition).number(offset).number(count).text(head.hex())
                .text(root.hex()).text(previous.hex()).time(at).text(keyId).toBytes();
    }

    /** The name of this checkpoint in the next one. */
    public Hash hash() {
        return Hash.of(bytes());
    }

    /** Whether both say the same of the log, whoever says so and when. */
    public boolean agreesWith(Checkpoint other) {
        return partition == other.partition && offset == other.offset && count == other.count
                && head.equals(other.head) && root.equals(other.root);
    }

    /** {@code partition@offset}, as people name it. */
    public String place() {
        return partition + "@" + offset;
    }
}
