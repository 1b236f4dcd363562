package dev.palimpsest.sigma.match;

import java.net.InetAddress;
import java.util.Optional;

/** The addresses under a prefix. Names are never looked up. */
public final class CidrBlock implements ValueTest {

    private final byte[] network;
    private final int bits;

    private CidrBlock(byte[] network, int bits) {
        this.network = network;
        this.bits = bits;
    }

    /** The block that {@code 10.0.0.0/8} or {@code fe80::/10} means; empty for any other text. */
    public static Optional<CidrBlock> of(String text) {
        int slash = text.indexOf('/');
        if (slash < 0 || !text.substring(slash + 1).matches("[0-9]{1,3}")) {
            return Optional.empty();
        }
        int bits = Integer.parseInt(text.substring(slash + 1));
        return address(text.substring(0, slash)).filter(bytes -> bits <= bytes.length * 8)
                .map(bytes -> new CidrBlock(bytes, bits));
    }

    @Override
    public boolean passes(Value value) {
        return address(value.text().strip()).filter(bytes -> bytes.length == network.length).filter(this::covers)
                .isPresent();
    }

    private boolean covers(byte[] address) {
        for (int i = 0; i < bits; i++) {
            int mask = 0x80 >> (i & 7);
            if ((address[i >> 3] & mask) != (network[i >> 3] & mask)) {
                return false;
            }
        }
        return true;
    }

    /** A literal address; an IPv4 one in four parts only. */
    private static Optional<byte[]> address(String text) {
        boolean literal = text.length() <= 45 && !text.isEmpty()
                && text.chars().allMatch(c -> c == '.' || c == ':' || (c < 128 && Character.digit(c, 16) >= 0));
        boolean four = text.chars().filter(c -> c == '.').count() == 3;
        if (!literal || !(four || text.indexOf(':') >= 0)) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.ofLiteral(text).getAddress());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
