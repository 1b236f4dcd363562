package dev.palimpsest.memory.proof;

import dev.palimpsest.memory.Hash;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A Merkle tree that can prove what it holds: about 64 bytes a record. Every whole subtree's root is kept, so a proof
 * costs as many hashes as the tree is high. For one thread.
 */
public final class MerkleTree {

    /** Most records: beyond, the lowest level is no longer one array. */
    public static final long SIZE_MAX = 1L << 25;

    private final MerkleHash merkle = new MerkleHash();
    private final List<Level> levels = new ArrayList<>();
    private long size;

    /** The roots of all whole subtrees of one height, one after the other. */
    private static final class Level {
        private byte[] bytes = new byte[MerkleHash.BYTES * 16];
        private int count;

        void add(byte[] hash) {
            if ((count + 1) * MerkleHash.BYTES > bytes.length) {
                bytes = Arrays.copyOf(bytes, bytes.length * 2);
            }
            System.arraycopy(hash, 0, bytes, count++ * MerkleHash.BYTES, MerkleHash.BYTES);
        }

        byte[] get(long index) {
            int from = Math.toIntExact(index) * MerkleHash.BYTES;
            return Arrays.copyOfRange(bytes, from, from + MerkleHash.BYTES);
        }
    }

    /**
     * Adds a record.
     *
     * @throws IllegalStateException where there are {@link #SIZE_MAX}
     */
    public void append(Hash record) {
        if (size == SIZE_MAX) {
            throw new IllegalStateException("a tree for proofs has at most " + SIZE_MAX + " records");
        }
        byte[] whole = merkle.leaf(record);
        level(0).add(whole);
        for (int height = 0; (size >> height & 1) == 1; height++) {
            Level level = levels.get(height);
            whole = merkle.node(level.get(level.count - 2L), whole);
            level(height + 1).add(whole);
        }
        size++;
    }

    /** Records so far. */
    public long size() {
        return size;
    }

    /** The root over the first records. */
    public Hash root(long first) {
        return MerkleHash.hash(first == 0 ? merkle.empty() : root(0, within(first)));
    }

    /** That the record at the index (from 0) is among the first {@code size}. */
    public InclusionProof inclusion(long index, long first) {
        if (index < 0 || index >= within(first)) {
            throw new IllegalArgumentException("no record " + index + " among the first " + first);
        }
        List<Hash> path = new ArrayList<>();
        long from = 0;
        long to = first;
        while (to - from > 1) {
            long middle = from + split(to - from);
            path.addFirst(MerkleHash.hash(index < middle ? root(middle, to) : root(from, middle)));
            from = index < middle ? from : middle;
            to = index < middle ? middle : to;
        }
        return new InclusionProof(index, first, path);
    }

    /** That the first {@code older} records are the beginning of the first {@code newer}. */
    public ConsistencyProof consistency(long older, long newer) {
        if (older < 1 || older > within(newer)) {
            throw new IllegalArgumentException("no tree of " + older + " records within one of " + newer);
        }
        List<Hash> path = new ArrayList<>();
        long from = 0;
        long to = newer;
        boolean known = true; // the verifier has the older root itself
        while (to != older) {
            long middle = from + split(to - from);
            if (older <= middle) {
                path.addFirst(MerkleHash.hash(root(middle, to)));
                to = middle;
            } else {
                path.addFirst(MerkleHash.hash(root(from, middle)));
                from = middle;
                known = false;
            }
        }
        if (!known) {
            path.addFirst(MerkleHash.hash(root(from, to)));
        }
        return new ConsistencyProof(older, newer, path);
    }

    private long within(long first) {
        if (first < 0 || first > size) {
            throw new IllegalArgumentException("the tree has " + size + " records, not " + first);
        }
        return first;
    }

    private Level level(int height) {
        if (levels.size() == height) {
            levels.add(new Level());
        }
        return levels.get(height);
    }

    private byte[] root(long from, long to) {
        long count = to - from;
        if (Long.bitCount(count) == 1 && from % count == 0) {
            return levels.get(Long.numberOfTrailingZeros(count)).get(from / count);
        }
        long middle = from + split(count);
        return merkle.node(root(from, middle), root(middle, to));
    }

    /** The largest power of two below the count. */
    private static long split(long count) {
        return Long.highestOneBit(count - 1);
    }
}
