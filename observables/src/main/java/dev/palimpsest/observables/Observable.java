package dev.palimpsest.observables;

import java.util.List;

/**
 * One indicator found in a text.
 *
 * @param type what it is
 * @param value its normal form, refanged; equal indicators have equal values
 * @param start index of its first UTF-16 unit in the text, inclusive
 * @param end index after its last UTF-16 unit, exclusive
 * @param raw the text between start and end, as written
 */
public record Observable(ObservableType type, String value, int start, int end, String raw) {

    public Observable {
        if (start < 0 || end - start != raw.length() || value.isEmpty()) {
            throw new IllegalArgumentException("an observable needs a value and a span as long as its raw text");
        }
    }

    /**
     * What this indicator implies: the host of a URL, the domain of an e-mail address, the IPv4 address inside a mapped
     * IPv6 address. Derived indicators carry the span and raw text of this one. Empty for other types, and for a URL
     * whose host is a single label.
     */
    public List<Observable> derived() {
        return Derivation.of(this);
    }

    /** The value in a form nobody can click on; unchanged for types that are no address. */
    public String defanged() {
        return switch (type) {
            case URL, EMAIL, CIDR, IPV6, DOMAIN, IPV4 -> Fangs.defangPlain(value);
            case MAC, SHA512, SHA256, SHA1, MD5, CVE, ATTACK_TECHNIQUE -> value;
        };
    }

    Observable with(ObservableType derivedType, String derivedValue) {
        return new Observable(derivedType, derivedValue, start, end, raw);
    }
}
