package dev.palimpsest.observables.wallet;

import java.math.BigInteger;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/** Digits of base 58 in Bitcoin's alphabet. */
final class Base58 {

    private static final String ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    private static final BigInteger RADIX = BigInteger.valueOf(58);

    private Base58() {}

    static boolean isDigit(char c) {
        return ALPHABET.indexOf(c) >= 0;
    }

    /** The number that digits stand for in exactly so many bytes, null if it is not written so or does not fit. */
    static byte @Nullable [] decode(String digits, int bytes) {
        BigInteger number = BigInteger.ZERO;
        for (int i = 0; i < digits.length(); i++) {
            int digit = ALPHABET.indexOf(digits.charAt(i));
            if (digit < 0) {
                return null;
            }
            number = number.multiply(RADIX).add(BigInteger.valueOf(digit));
        }
        if (number.bitLength() > 8 * bytes) {
            return null;
        }
        byte[] decoded = new byte[bytes];
        byte[] magnitude = number.toByteArray();
        int skip = magnitude.length > bytes ? magnitude.length - bytes : 0;
        int length = magnitude.length - skip;
        System.arraycopy(Arrays.copyOfRange(magnitude, skip, magnitude.length), 0, decoded, bytes - length, length);
        return decoded;
    }
}
