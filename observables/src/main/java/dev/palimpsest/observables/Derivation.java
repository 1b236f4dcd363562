package dev.palimpsest.observables;

import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import dev.palimpsest.observables.Limits.Limit;

/** What an indicator implies or holds: the host of a URL, the domain of an address, the hash in a path. */
final class Derivation {

    private static final Set<ObservableType> HASHES = EnumSet.of(ObservableType.MD5, ObservableType.SHA1,
            ObservableType.SHA256, ObservableType.SHA512);
    private static final Set<ObservableType> IN_URLS = EnumSet.of(ObservableType.URL, ObservableType.EMAIL,
            ObservableType.DOMAIN, ObservableType.IPV4, ObservableType.CVE, ObservableType.ATTACK_TECHNIQUE,
            ObservableType.MD5, ObservableType.SHA1,
            ObservableType.SHA256, ObservableType.SHA512);
    private static final Set<ObservableType> IN_AGENTS = EnumSet.of(ObservableType.URL, ObservableType.EMAIL,
            ObservableType.DOMAIN);

    private final Limits limits;
    private final Options options;
    private final Set<Limit> reached;

    Derivation(Limits limits, Options options, Set<Limit> reached) {
        this.limits = limits;
        this.options = options;
        this.reached = reached;
    }

    List<Observable> of(ObservableType type, String value, Span span) {
        Set<Observable> derived = new LinkedHashSet<>();
        switch (type) {
            case URL -> {
                host(Host.ofUrl(value), span, derived);
                inside(Host.afterAuthority(value), span, IN_URLS, Choice.INSIDE_OTHERS, derived);
            }
            case EMAIL, XMPP -> host(value.substring(value.lastIndexOf('@') + 1), span, derived);
            case IPV6 -> host(String.valueOf(Ipv6.mappedIpv4(value)), span, derived);
            case CIDR -> network(value, span, derived);
            case FILE_PATH -> path(value, span, derived);
            case USER_AGENT -> inside(value, span, IN_AGENTS, Choice.INSIDE_RULES_AND_AGENTS, derived);
            case YARA_RULE -> {
                Set<ObservableType> others = EnumSet.complementOf(
                        EnumSet.of(ObservableType.YARA_RULE, ObservableType.USER_AGENT, ObservableType.FILE_NAME));
                inside(value, span, others, Choice.INSIDE_RULES_AND_AGENTS, derived);
            }
            default -> {
                // implies nothing
            }
        }
        return List.copyOf(derived);
    }

    /** A host by the type it has; nothing for a single label. */
    private void host(String host, Span span, Set<Observable> derived) {
        if (!options.has(Choice.HOSTS_OF_ADDRESSES)) {
            return;
        }
        if (host.startsWith("[")) {
            String address = host.substring(host.startsWith("[IPv6:") ? 6 : 1, host.length() - 1);
            boolean six = address.indexOf(':') >= 0;
            add(six ? ObservableType.IPV6 : ObservableType.IPV4, address, span, derived);
        } else if (Ipv4.parse(host) != null) {
            add(ObservableType.IPV4, host, span, derived);
        } else if (host.indexOf('.') >= 0) {
            add(ObservableType.DOMAIN, host, span, derived);
        }
    }

    private void network(String value, Span span, Set<Observable> derived) {
        if (options.has(Choice.ADDRESS_OF_NETWORK)) {
            boolean six = value.indexOf(':') >= 0;
            add(six ? ObservableType.IPV6 : ObservableType.IPV4, value.substring(0, value.indexOf('/')), span, derived);
        }
    }

    private void path(String value, Span span, Set<Observable> derived) {
        String host = Host.ofUnc(value);
        String domain = DomainName.parse(host);
        if (domain != null || Ipv4.parse(host) != null) {
            host(domain == null ? host : domain, span, derived);
        }
        String name = value.substring(Math.max(value.lastIndexOf('/'), value.lastIndexOf('\\')) + 1);
        if (options.has(Choice.INSIDE_OTHERS) && FileNames.isFileName(name)) {
            add(ObservableType.FILE_NAME, name, span, derived);
        }
        inside(value, span, HASHES, Choice.INSIDE_OTHERS, derived);
    }

    private void add(ObservableType type, String value, Span span, Set<Observable> derived) {
        if (options.wants(type)) {
            derived.add(new Observable(type, value, span, List.of()));
        }
    }

    private void inside(String text, Span span, Set<ObservableType> types, Choice choice, Set<Observable> derived) {
        Set<ObservableType> wanted = EnumSet.noneOf(ObservableType.class);
        wanted.addAll(types);
        wanted.retainAll(options.types());
        if (!options.has(choice) || text.length() < 4 || wanted.isEmpty()) {
            return;
        }
        Options within = options.only(wanted).without(Choice.URLS_WITHOUT_SCHEME);
        Limits bounds = new Limits(limits.textLengthMax(), limits.spanLengthMax(), limits.derivedMax(),
                limits.ruleLengthMax(), limits.derivedMax());
        TextScan scan = choice == Choice.INSIDE_OTHERS && types.contains(ObservableType.URL)
                ? TextScan.insideUrl(text, bounds, within)
                : new TextScan(text, bounds, within);
        Scan found = scan.run();
        if (found instanceof Scan.Cut cut) {
            reached.addAll(cut.reached());
        }
        found.observables().stream().flatMap(Observable::withDerived).limit(limits.derivedMax())
                .forEach(each -> add(each.type(), each.value(), span, derived));
    }
}
