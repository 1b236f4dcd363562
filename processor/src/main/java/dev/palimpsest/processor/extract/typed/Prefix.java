package dev.palimpsest.processor.extract.typed;

import dev.palimpsest.memory.Subject;
import dev.palimpsest.observables.AddressScope;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/**
 * A block of addresses.
 *
 * @param address the first address, of 4 or 16 bytes
 * @param length  leading bits that all addresses of the block share
 */
public record Prefix(InetAddress address, int length) {

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
        return new Subject("cidr", address.getHostAddress() + "/" + length);
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
