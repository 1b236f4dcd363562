package dev.palimpsest.memory.proof;

import dev.palimpsest.memory.Hash;
import java.util.List;

/**
 * That a record is in a tree, by RFC 9162, 2.1.3.
 *
 * @param index of the record, from 0
 * @param size  of the tree
 * @param path  the roots beside the way up, the lowest first
 */
public record InclusionProof(long index, long size, List<Hash> path) {

    public InclusionProof {
        path = List.copyOf(path);
    }

    /** Whether it proves that the record with this hash stands at the index of the tree with this root. */
    public boolean proves(Hash record, Hash root) {
        if (index < 0 || index >= size) {
            return false;
        }
        MerkleHash merkle = new MerkleHash();
        byte[] reached = merkle.leaf(record);
        long at = index;
        long last = size - 1;
        for (Hash beside : path) {
            if (last == 0) {
                return false;
            }
            if ((at & 1) == 1 || at == last) {
                reached = merkle.node(beside.bytes(), reached);
                while ((at & 1) == 0 && at != 0) {
                    at >>= 1;
                    last >>= 1;
                }
            } else {
                reached = merkle.node(reached, beside.bytes());
            }
            at >>= 1;
            last >>= 1;
        }
        return last == 0 && MerkleHash.hash(reached).equals(root);
    }
}
