package dev.palimpsest.observables.wallet;

/** Keccak-256 as Ethereum and Monero use it: SHA-3 with the padding of before the standard, which the JDK does not have. */
final class Keccak {

    private static final int RATE_BYTES = 136;
    private static final int ROUNDS = 24;
    private static final int LANES = 25;
    private static final int[] ROTATIONS = {1, 3, 6, 10, 15, 21, 28, 36, 45, 55, 2, 14, 27, 41, 56, 8, 25, 43, 62, 18,
            39, 61, 20, 44};
    private static final int[] LANE_ORDER = {10, 7, 11, 17, 18, 3, 5, 16, 8, 21, 24, 4, 15, 23, 19, 13, 12, 2, 20, 14,
            22, 9, 6, 1};
    private static final long[] ROUND_CONSTANTS = {0x0000000000000001L, 0x0000000000008082L, 0x800000000000808aL,
            0x8000000080008000L, 0x000000000000808bL, 0x0000000080000001L, 0x8000000080008081L, 0x8000000000008009L,
            0x000000000000008aL, 0x0000000000000088L, 0x0000000080008009L, 0x000000008000000aL, 0x000000008000808bL,
            0x800000000000008bL, 0x8000000000008089L, 0x8000000000008003L, 0x8000000000008002L, 0x8000000000000080L,
            0x000000000000800aL, 0x800000008000000aL, 0x8000000080008081L, 0x8000000000008080L, 0x0000000080000001L,
            0x8000000080008008L};

    private Keccak() {}

    /** The 32 bytes of a message's digest. */
    static byte[] digest(byte[] message) {
        long[] state = new long[LANES];
        byte[] padded = new byte[(message.length / RATE_BYTES + 1) * RATE_BYTES];
        System.arraycopy(message, 0, padded, 0, message.length);
        padded[message.length] |= 1;
        padded[padded.length - 1] |= (byte) 0x80;
        for (int block = 0; block < padded.length; block += RATE_BYTES) {
            for (int i = 0; i < RATE_BYTES; i++) {
                state[i / 8] ^= (padded[block + i] & 0xffL) << (8 * (i % 8));
            }
            permute(state);
        }
        byte[] digest = new byte[32];
        for (int i = 0; i < digest.length; i++) {
            digest[i] = (byte) (state[i / 8] >>> (8 * (i % 8)));
        }
        return digest;
    }

    private static void permute(long[] state) {
        long[] columns = new long[5];
        for (int round = 0; round < ROUNDS; round++) {
            for (int x = 0; x < 5; x++) {
                columns[x] = state[x] ^ state[x + 5] ^ state[x + 10] ^ state[x + 15] ^ state[x + 20];
            }
            for (int i = 0; i < LANES; i++) {
                state[i] ^= columns[(i + 4) % 5] ^ Long.rotateLeft(columns[(i + 1) % 5], 1);
            }
            long moved = state[1];
            for (int i = 0; i < LANE_ORDER.length; i++) {
                long next = state[LANE_ORDER[i]];
                state[LANE_ORDER[i]] = Long.rotateLeft(moved, ROTATIONS[i]);
                moved = next;
            }
            for (int row = 0; row < LANES; row += 5) {
                System.arraycopy(state, row, columns, 0, 5);
                for (int x = 0; x < 5; x++) {
                    state[row + x] = columns[x] ^ (~columns[(x + 1) % 5] & columns[(x + 2) % 5]);
                }
            }
            state[0] ^= ROUND_CONSTANTS[round];
        }
    }
}
