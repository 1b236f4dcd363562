package dev.palimpsest.observables;

import java.util.List;
import java.util.stream.Stream;

/**
 * One indicator found in a text.
 *
 * @param type what it is
 * @param value its normal form, refanged; equal indicators have equal values
 * @param span where it stands
 * @param derived what it implies or holds: the host of a URL, the domain of an e-mail address, the first address of a
 *            network, the IPv4 address inside a mapped IPv6 address, the hash in a path, whatever a YARA rule names.
 *            They carry the span of this one. Which there are is a matter of {@link Options}
 */
public record Observable(ObservableType type, String value, Span span, List<Observable> derived) {

    public Observable {
        if (value.isEmpty()) {
            throw new IllegalArgumentException("an observable needs a value");
        }
        derived = List.copyOf(derived);
    }

    /** Index of its first UTF-16 unit in the text, inclusive. */
    public int start() {
        return span.start();
    }

    /** Index after its last UTF-16 unit, exclusive. */
    public int end() {
        return span.end();
    }

    /** The text it was found in, as written. */
    public String raw() {
        return span.raw();
    }

    /** This and everything derived, this first. */
    public Stream<Observable> withDerived() {
        return Stream.concat(Stream.of(this), derived.stream());
    }

    /** The value in a form nobody can click on; unchanged for types that are no address. */
    public String defanged() {
        return switch (type) {
            case URL, EMAIL, XMPP, CIDR, IPV6, DOMAIN, IPV4 -> Fangs.defangPlain(value);
            default -> value;
        };
    }
}
