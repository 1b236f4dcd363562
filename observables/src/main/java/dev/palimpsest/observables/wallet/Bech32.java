package dev.palimpsest.observables.wallet;

/** Checksums of BIP 173 (bech32, witness version 0) and BIP 350 (bech32m, later versions). */
final class Bech32 {

    private static final String ALPHABET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
    private static final int[] GENERATOR = {0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3};
    private static final int BECH32 = 1;
    private static final int BECH32M = 0x2bc830a3;
    private static final int CHECKSUM_LENGTH = 6;
    private static final int WITNESS_VERSION_MAX = 16;

    private Bech32() {}

    /** Whether a lower-case word is a segregated witness address under the prefix. */
    static boolean isAddress(String word, String prefix) {
        String data = word.startsWith(prefix + "1") ? word.substring(prefix.length() + 1) : "";
        if (data.length() < CHECKSUM_LENGTH + 2) {
            return false;
        }
        int state = 1;
        for (int i = 0; i < prefix.length(); i++) {
            state = step(state, prefix.charAt(i) >>> 5);
        }
        state = step(state, 0);
        for (int i = 0; i < prefix.length(); i++) {
            state = step(state, prefix.charAt(i) & 31);
        }
        for (int i = 0; i < data.length(); i++) {
            int value = ALPHABET.indexOf(data.charAt(i));
            if (value < 0) {
                return false;
            }
            state = step(state, value);
        }
        int version = ALPHABET.indexOf(data.charAt(0));
        int bytes = (data.length() - CHECKSUM_LENGTH - 1) * 5 / 8;
        boolean length = version == 0 ? bytes == 20 || bytes == 32 : bytes >= 2 && bytes <= 40;
        return version <= WITNESS_VERSION_MAX && length && state == (version == 0 ? BECH32 : BECH32M);
    }

    private static int step(int state, int value) {
        int top = state >>> 25;
        int next = (state & 0x1ffffff) << 5 ^ value;
        for (int i = 0; i < GENERATOR.length; i++) {
            next ^= (top >>> i & 1) == 1 ? GENERATOR[i] : 0;
        }
        return next;
    }
}
