package dev.palimpsest.query.mcp.tool;

import dev.palimpsest.access.Refusal;
import dev.palimpsest.memory.Limits;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.observables.Observable;
import dev.palimpsest.observables.Observables;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Things that a text names, as subjects. */
final class Things {

    private Things() {}

    /** One thing and how feeds call its type. */
    record Thing(Subject subject, String type) {}

    /**
     * The things of an observable, defanged or not, the one it names whole first and then what it implies, such as the host
     * of a URL; or the subject that is written as {@code type:name}.
     *
     * @throws Refusal where it names none
     */
    static List<Thing> of(String text) {
        String plain = Observables.refang(Fence.bare(text.strip()));
        List<Thing> found = Observables.find(plain).stream().limit(1).flatMap(Observable::withDerived)
                .flatMap(observable -> thing(observable).stream()).distinct().toList();
        if (!found.isEmpty()) {
            return found;
        }
        if (plain.matches("(?s)[a-z][a-z0-9-]{0,31}:[^/].*")) {
            Subject subject = Subject.parse(plain);
            return List.of(new Thing(subject, subject.type()));
        }
        throw Refusal.badRequest("not an observable: " + (plain.length() > 80 ? plain.substring(0, 80) : plain)
                + "; give an address, domain, URL, e-mail address, hash, CVE or type:name");
    }

    /** The networks an address may lie in, narrow enough to say something of it, as subjects; none around anything else. */
    static List<Subject> networksAround(Subject thing) {
        if (!thing.type().equals("ip")) {
            return List.of();
        }
        try {
            byte[] bytes = InetAddress.ofLiteral(thing.name()).getAddress();
            int bits = bytes.length * Byte.SIZE;
            List<Subject> networks = new ArrayList<>();
            for (int length = bits; length >= (bits == 32 ? 8 : 16); length--) {
                networks.add(new Subject("cidr", InetAddress.getByAddress(bytes).getHostAddress() + "/" + length));
                bytes[(length - 1) / Byte.SIZE] &= (byte) ~(1 << (bits - length) % Byte.SIZE);
            }
            return networks;
        } catch (IllegalArgumentException | UnknownHostException e) {
            return List.of();
        }
    }

    private static Optional<Thing> thing(Observable observable) {
        String value = observable.value();
        if (value.length() > Limits.SUBJECT_NAME_LENGTH_MAX) {
            return Optional.empty();
        }
        String type = observable.type().name().toLowerCase(Locale.ROOT);
        return switch (observable.type()) {
            case IPV4, IPV6 -> Optional.of(new Thing(new Subject("ip", value), "ip"));
            case DOMAIN, URL, EMAIL, MD5, SHA1, SHA256, SHA512, CVE, CIDR, JA4, SSDEEP, IMPHASH, BTC, ETH, XMR ->
                Optional.of(new Thing(new Subject(type, value), type));
            case JA3 -> Optional.of(new Thing(new Subject("ja3-fingerprint-md5", value), "ja3-fingerprint-md5"));
            default -> Optional.empty();
        };
    }
}
