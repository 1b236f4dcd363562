package dev.palimpsest.observables;

import java.util.List;

/** What an indicator implies about another: the host of a URL, the domain of an address. */
final class Derivation {

    private Derivation() {}

    static List<Observable> of(Observable observable) {
        String value = observable.value();
        return switch (observable.type()) {
            case URL -> host(observable, hostOf(value));
            case EMAIL -> host(observable, value.substring(value.lastIndexOf('@') + 1));
            case IPV6 -> {
                String mapped = Ipv6.mappedIpv4(value);
                yield mapped == null ? List.of() : List.of(observable.with(ObservableType.IPV4, mapped));
            }
            case CIDR, MAC, SHA512, SHA256, SHA1, MD5, CVE, ATTACK_TECHNIQUE, DOMAIN, IPV4 -> List.of();
        };
    }

    private static List<Observable> host(Observable parent, String host) {
        if (host.startsWith("[")) {
            return List.of(parent.with(ObservableType.IPV6, host.substring(1, host.length() - 1)));
        }
        if (Ipv4.parse(host) != null) {
            return List.of(parent.with(ObservableType.IPV4, host));
        }
        return host.indexOf('.') < 0 ? List.of() : List.of(parent.with(ObservableType.DOMAIN, host));
    }

    private static String hostOf(String url) {
        int from = url.indexOf("://") + 3;
        int to = from;
        while (to < url.length() && "/?#".indexOf(url.charAt(to)) < 0) {
            to++;
        }
        String authority = url.substring(from, to);
        String hostAndPort = authority.substring(authority.lastIndexOf('@') + 1);
        int bracket = hostAndPort.indexOf(']');
        int colon = hostAndPort.indexOf(':', Math.max(bracket, 0));
        return colon < 0 ? hostAndPort : hostAndPort.substring(0, colon);
    }
}
