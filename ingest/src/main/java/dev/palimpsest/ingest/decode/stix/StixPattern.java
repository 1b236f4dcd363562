package dev.palimpsest.ingest.decode.stix;

import dev.palimpsest.ingest.decode.indicator.IndicatorValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the equality comparisons of a STIX pattern. What is compared otherwise, or negated, names no observable. */
final class StixPattern {

    /** Most observables taken from one pattern. */
    static final int VALUES_MAX = 1000;

    private static final String TEXT = "'(?:[^'\\\\]|\\\\.)*+'";
    private static final Pattern COMPARISON = Pattern.compile("(?<object>[a-z0-9][a-z0-9-]{0,250}):"
            + "(?<property>(?:[A-Za-z0-9_.\\[\\]*-]|'[^']{0,250}'|\"[^\"]{0,250}\"){1,500}+)"
            + "\\s*+(?<not>NOT\\s++)?(?<operator>=|IN\\b)\\s*+(?<value>" + TEXT + "|\\((?:\\s*+" + TEXT
            + "\\s*+,?)*+\\))");
    private static final Pattern LITERAL = Pattern.compile(TEXT);

    private StixPattern() {}

    /** The observables the pattern compares with, in order and without repeats. */
    static List<IndicatorValue> values(String pattern) {
        List<IndicatorValue> found = new ArrayList<>();
        Matcher comparison = COMPARISON.matcher(pattern);
        while (comparison.find() && found.size() < VALUES_MAX) {
            if (comparison.group("not") != null) {
                continue;
            }
            Matcher literal = LITERAL.matcher(group(comparison, "value"));
            while (literal.find() && found.size() < VALUES_MAX) {
                IndicatorValue value = typed(group(comparison, "object"), group(comparison, "property"),
                        unquoted(literal.group()));
                if (!value.value().isBlank() && !found.contains(value)) {
                    found.add(value);
                }
            }
        }
        return found;
    }

    /** The form of the value decides where it has one; feeds do put addresses under {@code domain-name}. */
    private static IndicatorValue typed(String object, String property, String value) {
        String path = property.replace("'", "").replace("\"", "").toLowerCase(Locale.ROOT);
        Optional<IndicatorValue> formed = IndicatorValue.of(value);
        return switch (object) {
            case "ipv4-addr", "ipv6-addr", "domain-name", "email-addr", "email-message", "network-traffic" ->
                formed.orElseGet(() -> IndicatorValue.named(object.replace("-addr", "").replace("-name", ""), value));
            case "url" -> IndicatorValue.named("url", formed.map(IndicatorValue::value).orElse(value));
            case "file", "artifact" -> path.contains("hashes")
                    ? formed.orElseGet(() -> IndicatorValue.named("hash", value))
                    : IndicatorValue.named(path.equals("name") ? "filename" : "file-" + slug(path), value);
            default -> path.contains("sha256") || path.contains("sha-256")
                    ? IndicatorValue.named(object + "-" + slug(path), value.toLowerCase(Locale.ROOT))
                    : IndicatorValue.named(object + "-" + slug(path), value);
        };
    }

    private static String slug(String path) {
        return path.replace('.', '-').replace('_', '-');
    }

    private static String unquoted(String literal) {
        String inner = literal.substring(1, literal.length() - 1);
        return inner.indexOf('\\') < 0 ? inner : inner.replaceAll("\\\\(.)", "$1");
    }

    private static String group(Matcher matcher, String name) {
        String group = matcher.group(name);
        return group == null ? "" : group;
    }
}
