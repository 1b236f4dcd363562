package dev.palimpsest.processor.extract.typed;

import dev.palimpsest.memory.Subject;
import dev.palimpsest.observables.AddressScope;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A block of addresses.
 *
 * @param address the first address, of 4 or 16 bytes
 * @param length  leading bits that all addresses of the block share
 */
public record Prefix(InetAddress address, int length) {

    /** The type of subject a block is. */
    public static final String TYPE = "cidr";

    private static final int HEXTETS = 8;
    private static final int BITS_V4 = 32;
    private static final int TELLING_LENGTH_MIN_V4 = 8;
    private static final int TELLING_LENGTH_MIN_V6 = 16;

    /** Reads {@code 198.51.100.0/24} and {@code 2001:db8::/32}; a single address is a block of one. Bits beyond the length are cut. */
    public static Optional<Prefix> parse(String text) {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        String length = slash < 0 ? "" : text.substring(slash + 1);
        if (AddressScope.of(address).isEmpty() || (slash >= 0 && !length.matches("\\d{1,3}"))) {
            return Optional.empty();
        }
        try {
            // The text is an address, so no name is looked up.
            byte[] bytes = InetAddress.getByName(address).getAddress();
            int bits = slash < 0 ? bytes.length * 8 : Integer.parseInt(length);
            return bits > bytes.length * 8 ? Optional.empty() : Optional.of(new Prefix(cut(bytes, bits), bits));
        } catch (UnknownHostException _) {
            return Optional.empty();
        }
    }

    /** The block a subject is: a network, or an address by itself. Empty for all else. */
    public static Optional<Prefix> of(Subject subject) {
        return subject.type().equals(TYPE) || subject.type().equals("ip") ? parse(subject.name()) : Optional.empty();
    }

    /** Whether it is narrow enough to say something of an address in it: 8 bits of version 4, 16 of version 6. */
    public boolean isTelling() {
        return length >= (bits() == BITS_V4 ? TELLING_LENGTH_MIN_V4 : TELLING_LENGTH_MIN_V6);
    }

    /** Bits of an address of its kind: 32 or 128. */
    public int bits() {
        return address.getAddress().length * Byte.SIZE;
    }

    /**
     * What the normal forms of all its addresses begin with. Some of other blocks may begin so too.
     *
     * @return at most 128
     */
    public List<String> begins() {
        byte[] bytes = address.getAddress();
        return bytes.length == HEXTETS * 2 ? List.of(hextets(bytes)) : octets(bytes);
    }

    private List<String> octets(byte[] bytes) {
        StringBuilder whole = new StringBuilder();
        int octets = length / Byte.SIZE;
        for (int i = 0; i < octets; i++) {
            whole.append(bytes[i] & 0xFF).append(i == bytes.length - 1 ? "" : ".");
        }
        int open = octets * Byte.SIZE == length ? 0 : 1 << (Byte.SIZE - length % Byte.SIZE);
        String end = octets == bytes.length - 1 ? "" : ".";
        return open == 0
                ? List.of(whole.toString())
                : IntStream.range(0, open).mapToObj(i -> whole.toString() + ((bytes[octets] & 0xFF) + i) + end)
                        .toList();
    }

    /** Up to the first that is zero, since a run of zeros is written in more than one way. */
    private String hextets(byte[] bytes) {
        StringBuilder whole = new StringBuilder();
        for (int i = 0; i < Math.min(length / 16, HEXTETS - 1); i++) {
            int hextet = (bytes[2 * i] & 0xFF) << Byte.SIZE | (bytes[2 * i + 1] & 0xFF);
            if (hextet == 0) {
                return whole.toString();
            }
            whole.append(Integer.toHexString(hextet)).append(':');
        }
        return whole.toString();
    }

    /** Whether all addresses of the other block are in this one. */
    public boolean contains(Prefix other) {
        byte[] bytes = other.address.getAddress();
        return other.length >= length && bytes.length == address.getAddress().length
                && cutOrSame(bytes).equals(address);
    }

    /** The block of this length around it; itself where it is larger. */
    public Prefix around(int bits) {
        try {
            return bits >= length ? this : new Prefix(cut(address.getAddress(), bits), bits);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address keeps its length", e);
        }
    }

    /** As a subject: {@code cidr:198.51.100.0/24}. */
    public Subject subject() {
        return new Subject(TYPE, address.getHostAddress() + "/" + length);
    }

    private InetAddress cutOrSame(byte[] bytes) {
        try {
            return cut(bytes, length);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address keeps its length", e);
        }
    }

    private static InetAddress cut(byte[] bytes, int bits) throws UnknownHostException {
        byte[] first = bytes.clone();
        for (int i = 0; i < first.length; i++) {
            int kept = Math.clamp(bits - 8L * i, 0, 8);
            first[i] &= (byte) (0xFF << (8 - kept));
        }
        return InetAddress.getByAddress(first);
    }
}
