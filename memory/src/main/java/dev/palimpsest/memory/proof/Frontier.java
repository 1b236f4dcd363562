package dev.palimpsest.memory.proof;

import dev.palimpsest.memory.Hash;
import java.util.ArrayList;
import java.util.List;

/**
 * A Merkle tree that only grows, in as many hashes as its size has bits set: the roots of its whole subtrees. It knows its
 * root at any size and no proofs. For one thread.
 */
public final class Frontier {

    private final MerkleHash merkle = new MerkleHash();
    /** The largest first. */
    private final List<byte[]> subtrees = new ArrayList<>();
    private long size;

    /**
     * The frontier of a tree grown elsewhere.
     *
     * @param subtrees as {@link #subtrees} gave them
     * @throws IllegalArgumentException where a tree of this size has another number of them
     */
    public static Frontier of(long size, List<Hash> subtrees) {
        if (size < 0 || Long.bitCount(size) != subtrees.size()) {
            throw new IllegalArgumentException("a tree of " + size + " records has " + Long.bitCount(size)
                    + " whole subtrees, not " + subtrees.size());
        }
        Frontier frontier = new Frontier();
        frontier.size = size;
        subtrees.forEach(subtree -> frontier.subtrees.add(subtree.bytes()));
        return frontier;
    }

    /** Adds a record. */
    public void append(Hash record) {
        byte[] whole = merkle.leaf(record);
        for (int level = 0; (size >> level & 1) == 1; level++) {
            whole = merkle.node(subtrees.removeLast(), whole);
        }
        subtrees.add(whole);
        size++;
    }

    /** Records so far. */
    public long size() {
        return size;
    }

    /** The root over all records so far. */
    public Hash root() {
        if (subtrees.isEmpty()) {
            return MerkleHash.hash(merkle.empty());
        }
        byte[] root = subtrees.getLast();
        for (byte[] left : subtrees.reversed().subList(1, subtrees.size())) {
            root = merkle.node(left, root);
        }
        return MerkleHash.hash(root);
    }

    /** The roots of the whole subtrees, the largest first. */
    public List<Hash> subtrees() {
        return subtrees.stream().map(MerkleHash::hash).toList();
    }
}
