package dev.palimpsest.ingest.decode.stix;

import dev.palimpsest.ingest.decode.indicator.IndicatorValue;
import dev.palimpsest.ingest.decode.stix.pattern.NamedObservable;
import dev.palimpsest.ingest.decode.stix.pattern.PatternObservables;
import dev.palimpsest.ingest.decode.stix.pattern.PatternOutcome;
import dev.palimpsest.ingest.decode.stix.pattern.PatternReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The values of a pattern with their types.
 *
 * @param parts   in order and without repeats; empty where the pattern names none
 * @param problem where and why the pattern could not be read; null where it could
 */
record StixPattern(List<Part> parts, @Nullable String problem) {

    /**
     * A value of the pattern.
     *
     * @param alone      whether it is enough by itself
     * @param qualifiers what it must keep to
     */
    record Part(IndicatorValue value, boolean alone, Set<String> qualifiers) {}

    static StixPattern of(String pattern) {
        return switch (PatternReader.read(pattern)) {
            case PatternOutcome.Unread unread -> new StixPattern(List.of(), unread.sentence());
            case PatternOutcome.Parsed parsed -> new StixPattern(parts(PatternObservables.in(parsed.pattern())), null);
        };
    }

    /** A value named twice is enough by itself if it is so once. */
    private static List<Part> parts(List<NamedObservable> named) {
        Map<IndicatorValue, Part> parts = new LinkedHashMap<>();
        for (NamedObservable one : named) {
            IndicatorValue value = typed(one.object(), one.path(), one.value());
            if (!value.value().isBlank()) {
                parts.merge(value, new Part(value, one.alone(), one.qualifiers()),
                        (first, again) -> first.alone() ? first : again);
            }
        }
        return new ArrayList<>(parts.values());
    }

    /** The form of the value decides where it has one; feeds do put addresses under {@code domain-name}. */
    private static IndicatorValue typed(String object, String property, String value) {
        String path = property.toLowerCase(Locale.ROOT);
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
}
