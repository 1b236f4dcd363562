package dev.palimpsest.observables.wallet;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;

/** Whether a word is a wallet's address. Every checksum that an address carries is verified. */
public final class Wallets {

    private static final int BITCOIN_BYTES = 25;
    private static final Set<Integer> BITCOIN_VERSIONS = Set.of(0x00, 0x05);
    private static final Set<Integer> MONERO_NETWORKS = Set.of(18, 19, 42);
    private static final int CHECKSUM_BYTES = 4;
    private static final int MONERO_BLOCK_DIGITS = 11;
    private static final int MONERO_BLOCK_BYTES = 8;

    private Wallets() {}

    /** A main network address of Bitcoin: Base58 of versions 0 and 5, bech32 or bech32m in one letter case. */
    public static boolean isBitcoin(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        if (lower.startsWith("bc1")) {
            boolean oneCase = word.equals(lower) || word.equals(word.toUpperCase(Locale.ROOT));
            return oneCase && word.length() <= 90 && Bech32.isAddress(lower, "bc");
        }
        if (word.length() < 26 || word.length() > 35 || (word.charAt(0) != '1' && word.charAt(0) != '3')) {
            return false;
        }
        byte[] bytes = Base58.decode(word, BITCOIN_BYTES);
        if (bytes == null || !BITCOIN_VERSIONS.contains((int) bytes[0]) || (bytes[0] == 0) != (word.charAt(0) == '1')) {
            return false;
        }
        byte[] check = sha256(sha256(Arrays.copyOf(bytes, BITCOIN_BYTES - CHECKSUM_BYTES)));
        return endsWith(bytes, check);
    }

    /** A main network address of Monero: standard, integrated or a sub-address. */
    public static boolean isMonero(String word) {
        int bytes = word.length() == 95 ? 69 : word.length() == 106 ? 77 : 0;
        if (bytes == 0 || (word.charAt(0) != '4' && word.charAt(0) != '8')) {
            return false;
        }
        byte[] address = new byte[bytes];
        int filled = 0;
        for (int from = 0; from < word.length(); from += MONERO_BLOCK_DIGITS) {
            int size = Math.min(MONERO_BLOCK_BYTES, bytes - filled);
            byte[] block = Base58.decode(
                    word.substring(from, Math.min(word.length(), from + MONERO_BLOCK_DIGITS)), size);
            if (block == null) {
                return false;
            }
            System.arraycopy(block, 0, address, filled, size);
            filled += size;
        }
        return MONERO_NETWORKS.contains((int) address[0])
                && endsWith(address, Keccak.digest(Arrays.copyOf(address, bytes - CHECKSUM_BYTES)));
    }

    /** An address of Ethereum: in mixed case its EIP-55 checksum must hold, in one case it has none. */
    public static boolean isEthereum(String word) {
        if (word.length() != 42 || !word.startsWith("0x")) {
            return false;
        }
        String digits = word.substring(2);
        if (!digits.chars().allMatch(c -> Character.digit(c, 16) >= 0 && c < 0x80)) {
            return false;
        }
        String lower = digits.toLowerCase(Locale.ROOT);
        if (digits.equals(lower) || digits.equals(digits.toUpperCase(Locale.ROOT))) {
            return true;
        }
        String hash = HexFormat.of().formatHex(Keccak.digest(lower.getBytes(StandardCharsets.US_ASCII)));
        for (int i = 0; i < digits.length(); i++) {
            char c = digits.charAt(i);
            if (c > '9' && Character.isUpperCase(c) != (Character.digit(hash.charAt(i), 16) >= 8)) {
                return false;
            }
        }
        return true;
    }

    private static boolean endsWith(byte[] bytes, byte[] check) {
        return Arrays.equals(bytes, bytes.length - CHECKSUM_BYTES, bytes.length, check, 0, CHECKSUM_BYTES);
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
