package dev.palimpsest.memory.proof;

import dev.palimpsest.memory.Hash;
import java.util.List;

/**
 * That a tree is the beginning of a larger one, by RFC 9162, 2.1.4.
 *
 * @param older size of the smaller tree, at least 1
 * @param newer size of the larger
 * @param path  the roots that both are made of, the lowest first; empty where the sizes are the same
 */
public record ConsistencyProof(long older, long newer, List<Hash> path) {

    public ConsistencyProof {
        path = List.copyOf(path);
    }

    /** Whether it proves that nothing but additions leads from the one root to the other. */
    public boolean proves(Hash olderRoot, Hash newerRoot) {
        if (older < 1 || older > newer) {
            return false;
        }
        if (older == newer) {
            return path.isEmpty() && olderRoot.equals(newerRoot);
        }
        long at = older - 1;
        long last = newer - 1;
        while ((at & 1) == 1) {
            at >>= 1;
            last >>= 1;
        }
        int next = Long.bitCount(older) == 1 ? 0 : 1;
        if (path.size() < next) {
            return false;
        }
        MerkleHash merkle = new MerkleHash();
        byte[] small = next == 0 ? olderRoot.bytes() : path.getFirst().bytes();
        byte[] large = small;
        for (Hash beside : path.subList(next, path.size())) {
            if (last == 0) {
                return false;
            }
            if ((at & 1) == 1 || at == last) {
                small = merkle.node(beside.bytes(), small);
                large = merkle.node(beside.bytes(), large);
                while ((at & 1) == 0 && at != 0) {
                    at >>= 1;
                    last >>= 1;
                }
            } else {
                large = merkle.node(large, beside.bytes());
            }
            at >>= 1;
            last >>= 1;
        }
        return last == 0 && MerkleHash.hash(small).equals(olderRoot) && MerkleHash.hash(large).equals(newerRoot);
    }
}
