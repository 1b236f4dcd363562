package dev.palimpsest.observables;

import java.util.Optional;

/** How far an IP address reaches, after the IANA special-purpose registries (RFC 6890 and its updates). */
public enum AddressScope {
    /** Reachable from anywhere: none of the others. */
    GLOBAL,
    /** RFC 1918 networks and IPv6 unique local addresses. */
    PRIVATE,
    /** 127.0.0.0/8 and ::1. */
    LOOPBACK,
    /** 169.254.0.0/16 and fe80::/10. */
    LINK_LOCAL,
    /** 224.0.0.0/4 and ff00::/8. */
    MULTICAST,
    /** Networks for examples: RFC 5737, 2001:db8::/32 and 3fff::/20. */
    DOCUMENTATION,
    /** Carrier-grade NAT, 100.64.0.0/10. */
    SHARED,
    /** Device tests, 198.18.0.0/15 and 2001:2::/48. */
    BENCHMARKING,
    /** 0.0.0.0/8 and ::. */
    UNSPECIFIED,
    /** 240.0.0.0/4, broadcast included, 192.0.0.0/24 and 192.88.99.0/24. */
    RESERVED;

    /** The scope of an address in any textual form; empty if the text is no address. A mapped IPv6 address has the scope of its IPv4 address. */
    public static Optional<AddressScope> of(String address) {
        Integer bits = Ipv4.parse(address);
        if (bits != null) {
            return Optional.of(ofIpv4(bits));
        }
        int[] groups = Ipv6.parse(address);
        if (groups == null) {
            return Optional.empty();
        }
        String mapped = Ipv6.mappedIpv4(address);
        return mapped == null ? Optional.of(ofIpv6(groups)) : of(mapped);
    }

    /** Whether the address means something only inside one network, so that it identifies nothing elsewhere. */
    public boolean isLocal() {
        return switch (this) {
            case PRIVATE, LOOPBACK, LINK_LOCAL, SHARED, UNSPECIFIED -> true;
            case GLOBAL, MULTICAST, DOCUMENTATION, BENCHMARKING, RESERVED -> false;
        };
    }

    /** Whether an address names one machine: no loopback, link-local, multicast, broadcast, reserved or unspecified address. */
    public static boolean namesOneMachine(String address) {
        return switch (of(address).orElse(UNSPECIFIED)) {
            case LOOPBACK, LINK_LOCAL, MULTICAST, UNSPECIFIED, RESERVED -> false;
            case PRIVATE -> !address.endsWith(".255");
            case GLOBAL, DOCUMENTATION, SHARED, BENCHMARKING -> true;
        };
    }

    private static AddressScope ofIpv4(int bits) {
        int a = bits >>> 24;
        int b = bits >>> 16 & 255;
        int c = bits >>> 8 & 255;
        return switch (a) {
            case 0 -> UNSPECIFIED;
            case 10 -> PRIVATE;
            case 100 -> b >= 64 && b <= 127 ? SHARED : GLOBAL;
            case 127 -> LOOPBACK;
            case 169 -> b == 254 ? LINK_LOCAL : GLOBAL;
            case 172 -> b >= 16 && b <= 31 ? PRIVATE : GLOBAL;
            case 192 -> of192(b, c);
            case 198 -> b == 18 || b == 19 ? BENCHMARKING : b == 51 && c == 100 ? DOCUMENTATION : GLOBAL;
            case 203 -> b == 0 && c == 113 ? DOCUMENTATION : GLOBAL;
            default -> a >= 240 ? RESERVED : a >= 224 ? MULTICAST : GLOBAL;
        };
    }

    private static AddressScope of192(int b, int c) {
        return switch (b) {
            case 0 -> c == 0 ? RESERVED : c == 2 ? DOCUMENTATION : GLOBAL;
            case 88 -> c == 99 ? RESERVED : GLOBAL;
            case 168 -> PRIVATE;
            default -> GLOBAL;
        };
    }

    private static AddressScope ofIpv6(int[] groups) {
        int first = groups[0];
        if (first == 0) {
            return switch (Ipv6.format(groups)) {
                case "::" -> UNSPECIFIED;
                case "::1" -> LOOPBACK;
                default -> GLOBAL;
            };
        }
        if (first == 0x2001) {
            return groups[1] == 0xdb8 ? DOCUMENTATION : groups[1] == 2 && groups[2] == 0 ? BENCHMARKING : GLOBAL;
        }
        if (first == 0x3fff && groups[1] < 0x1000) {
            return DOCUMENTATION;
        }
        return (first & 0xfe00) == 0xfc00
                ? PRIVATE
                : (first & 0xffc0) == 0xfe80 ? LINK_LOCAL : (first & 0xff00) == 0xff00 ? MULTICAST : GLOBAL;
    }
}
