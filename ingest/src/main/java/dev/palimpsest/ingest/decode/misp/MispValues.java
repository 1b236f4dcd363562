package dev.palimpsest.ingest.decode.misp;

import dev.palimpsest.ingest.decode.indicator.IndicatorValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the values of an attribute by its MISP type; composite types such as {@code domain|ip} hold two. */
final class MispValues {

    /** Types that describe and do not identify. */
    private static final Set<String> NOT_INDICATORS = Set.of("text", "comment", "other", "link", "port", "counter",
            "datetime",
            "size-in-bytes", "float", "boolean", "hex", "attachment", "threat-actor", "campaign-name", "campaign-id",
            "malware-type", "target-user", "target-org", "target-location", "target-external", "target-machine",
            "target-email",
            "mime-type", "phone-number", "whois-creation-date", "AS", "country-of-residence", "anonymised");

    private MispValues() {}

    /** Whether an attribute of the type names something that can be looked for. */
    static boolean isIndicator(String type) {
        return !NOT_INDICATORS.contains(type);
    }

    static List<IndicatorValue> of(String type, String value) {
        List<IndicatorValue> values = new ArrayList<>();
        String[] types = type.split("\\|", -1);
        String[] parts = types.length == 2 ? value.split("\\|", 2) : new String[]{value};
        for (int i = 0; i < parts.length; i++) {
            String partType = types.length == 2 ? types[i] : type;
            String part = parts[i].strip();
            if (partType.equals("port") && !values.isEmpty()) {
                IndicatorValue before = values.removeLast();
                values.add(new IndicatorValue(before.type(), before.value(), part));
            } else if (!part.isEmpty()) {
                values.add(single(partType, part));
            }
        }
        return values;
    }

    private static IndicatorValue single(String type, String value) {
        Optional<IndicatorValue> formed = IndicatorValue.of(value);
        return switch (type) {
            case "ip", "ip-src", "ip-dst", "domain", "hostname", "md5", "sha1", "sha256", "sha512", "vulnerability",
                    "email",
                    "email-src", "email-dst", "email-reply-to", "whois-registrant-email", "dns-soa-email" ->
                formed.orElseGet(() -> IndicatorValue.named(type, value));
            case "url" -> formed.filter(found -> found.type().equals("url"))
                    .orElseGet(() -> formed.orElseGet(() -> IndicatorValue.named("url", value)));
            default -> IndicatorValue.named(type, value);
        };
    }
}
