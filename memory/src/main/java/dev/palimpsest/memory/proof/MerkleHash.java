package dev.palimpsest.memory.proof;

import dev.palimpsest.memory.Hash;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The hashes of a tree by RFC 9162, 2.1.1. What is a leaf's and what a node's begins with another byte, so that none can
 * be taken for the other. For one thread.
 */
final class MerkleHash {

    static final int BYTES = 32;

    private static final byte LEAF = 0;
    private static final byte NODE = 1;

    private final MessageDigest sha;

    MerkleHash() {
        try {
            sha = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    byte[] leaf(Hash record) {
        sha.update(LEAF);
        return sha.digest(record.bytes());
    }

    byte[] node(byte[] left, byte[] right) {
        sha.update(NODE);
        sha.update(left);
        return sha.digest(right);
    }

    /** The root of no records. */
    byte[] empty() {
        return sha.digest();
    }

    static Hash hash(byte[] bytes) {
        return new Hash(HexFormat.of().formatHex(bytes));
    }
}
