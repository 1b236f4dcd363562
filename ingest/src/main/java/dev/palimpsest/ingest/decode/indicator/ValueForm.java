package dev.palimpsest.ingest.decode.indicator;

import dev.palimpsest.observables.AddressScope;
import java.util.Optional;
import java.util.Set;

/** Whether a value has the form that its type demands, and names something. What has not is kept as evidence, and no indicator comes of it. */
public final class ValueForm {

    /** What follows whatever is said of a value of which no indicator comes. */
    public static final String LOST = ": it is kept as evidence, and no indicator comes of it";

    private static final Set<String> FORMED = Set.of("ipv4", "ipv6", "domain", "email", "md5", "sha1", "sha256",
            "sha512", "cve");

    private ValueForm() {}

    /** What is wrong, in a line without the value; empty where nothing is, and for types without a form of their own. */
    public static Optional<String> problem(String type, String value) {
        String form = IndicatorValue.of(value).map(IndicatorValue::type).orElse("");
        boolean fits = switch (type) {
            case "ip" -> form.equals("ipv4") || form.equals("ipv6") || form.equals("cidr");
            case "hostname" -> form.equals("domain");
            case "url" -> !form.isEmpty() || value.contains("://");
            case "hash" -> false; // a hash that has the form of one goes by that
            default -> !FORMED.contains(type) || form.equals(type);
        };
        if (fits && (form.equals("ipv4") || form.equals("ipv6")) && !AddressScope.namesOneMachine(value)) {
            return Optional.of("an address that names no one machine" + LOST);
        }
        return fits ? Optional.empty() : Optional.of("a value that has not the form of its type, " + type + LOST);
    }
}
