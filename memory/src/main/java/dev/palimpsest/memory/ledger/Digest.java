package dev.palimpsest.memory.ledger;

import dev.palimpsest.memory.Hash;
import dev.palimpsest.memory.Memory;
import java.math.BigInteger;
import java.util.HexFormat;

/**
 * A digest of a set of memories that does not depend on their order: the sum of the members' SHA-256 values modulo
 * 2^256, and their number. Sets held in a log, a store and an index can so be compared without sorting any of them.
 *
 * <p>It shows accidents, not malice: additive set hashes this short can be forged. Against malice there is the hash chain.
 * (Bellare and Micciancio, "A New Paradigm for Collision-free Hashing", Eurocrypt 1997, call it AdHash.)
 *
 * @param sum   0 to 2^256 - 1
 * @param count number of memories
 */
public record Digest(BigInteger sum, long count) {

    private static final BigInteger MODULUS = BigInteger.ONE.shiftLeft(256);

    /** The digest of nothing. */
    public static final Digest EMPTY = new Digest(BigInteger.ZERO, 0);

    /** The digest of the memory alone: every field counts. */
    public static Digest of(Memory memory) {
        return new Digest(new BigInteger(1, Hash.of(CanonicalForm.of(memory)).bytes()), 1);
    }

    public Digest plus(Digest other) {
        return new Digest(sum.add(other.sum).mod(MODULUS), count + other.count);
    }

    public Digest minus(Digest other) {
        return new Digest(sum.subtract(other.sum).mod(MODULUS), count - other.count);
    }

    /** 64 hexadecimal digits. */
    public String hex() {
        byte[] bytes = sum.toByteArray();
        byte[] padded = new byte[32];
        int length = Math.min(32, bytes.length);
        System.arraycopy(bytes, bytes.length - length, padded, 32 - length, length);
        return HexFormat.of().formatHex(padded);
    }
}
