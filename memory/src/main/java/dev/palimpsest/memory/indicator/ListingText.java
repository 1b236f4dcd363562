package dev.palimpsest.memory.indicator;

import dev.palimpsest.memory.Content;
import dev.palimpsest.memory.Limits;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.ValidTime;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A listing as the value of an attribute, so that a memory keeps what each object of its source says: {@code name=value}
 * joined by {@code &}, as in a query. What is too long for a value loses values of its longest attributes first.
 */
final class ListingText {

    private static final String ATTRIBUTE = "@";
    private static final Set<String> KEPT = Set.of(IndicatorFields.REVOKED, IndicatorFields.FORMAT,
            IndicatorFields.MODIFIED_AT);

    private ListingText() {}

    /**
     * The words of an object among what a memory or a claim says: without its name, sightings and what others list, and
     * without its mark, of which the strictest holds for good.
     */
    static Content.Plain wordsOf(Content.Plain content) {
        TreeMap<String, List<String>> attributes = new TreeMap<>(content.attributes());
        attributes.keySet().removeIf(name -> name.startsWith(IndicatorFields.SIGHTING)
                || name.equals(IndicatorFields.OBJECT) || name.equals(IndicatorFields.PAP)
                || name.equals(IndicatorFields.LISTED_AT)
                || name.equals(IndicatorFields.LISTING) || name.equals(IndicatorFields.MORE));
        return new Content.Plain(content.text(), attributes, content.entities(), content.categories());
    }

    /** Whether it is no longer than a value may be. */
    static boolean fits(Listing listing) {
        return write(listing, true).length() <= Limits.ATTRIBUTE_VALUE_LENGTH_MAX;
    }

    /** The listing with no more words than its text has room for. */
    static Listing fitted(Listing listing) {
        Listing fitted = listing;
        while (!fits(fitted)) {
            fitted = fitted.saying(shorter(fitted.words()));
        }
        return fitted;
    }

    /** @param whole whether its words are written too; where it is the only one, the memory has them */
    static String write(Listing listing, boolean whole) {
        StringBuilder out = new StringBuilder();
        add(out, "object", listing.object());
        add(out, listing.dated() ? "dated" : "heard", listing.heard().toString());
        add(out, "from", listing.valid().from().toString());
        Instant to = listing.valid().to();
        if (to != null) {
            add(out, "to", to.toString());
        }
        add(out, "confidence", Double.toString(listing.confidence()));
        if (whole) {
            Content.Plain words = listing.words();
            add(out, "text", words.text());
            words.attributes().forEach((name, values) -> values.forEach(value -> add(out, ATTRIBUTE + name, value)));
            words.entities().forEach(entity -> add(out, "entity", entity.toString()));
            words.categories().forEach(category -> add(out, "category", category));
        }
        return out.toString();
    }

    /** Empty where the text is none that was written here. */
    static Optional<Listing> read(String text, Content.Plain known) {
        TreeMap<String, List<String>> fields = new TreeMap<>();
        for (String field : text.split("&", -1)) {
            int end = field.indexOf('=');
            if (end > 0) {
                fields.computeIfAbsent(plain(field.substring(0, end)), _ -> new ArrayList<>())
                        .add(plain(field.substring(end + 1)));
            }
        }
        try {
            boolean dated = fields.containsKey("dated");
            Instant heard = Instant.parse(first(fields, dated ? "dated" : "heard"));
            @Nullable
            Instant to = fields.containsKey("to") ? Instant.parse(first(fields, "to")) : null;
            return Optional.of(new Listing(first(fields, "object"), heard, dated,
                    new ValidTime(Instant.parse(first(fields, "from")), to),
                    Double.parseDouble(first(fields, "confidence")),
                    fields.containsKey("text") ? words(fields) : wordsOf(known)));
        } catch (DateTimeException | IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static Content.Plain words(Map<String, List<String>> fields) {
        TreeMap<String, List<String>> attributes = new TreeMap<>();
        fields.forEach((name, values) -> {
            if (name.startsWith(ATTRIBUTE)) {
                attributes.put(name.substring(ATTRIBUTE.length()), values);
            }
        });
        return new Content.Plain(first(fields, "text"), attributes,
                fields.getOrDefault("entity", List.of()).stream().map(Subject::parse).toList(),
                fields.getOrDefault("category", List.of()));
    }

    private static String first(Map<String, List<String>> fields, String name) {
        return fields.getOrDefault(name, List.of("")).getFirst();
    }

    private static Content.Plain shorter(Content.Plain words) {
        Optional<String> longest = words.attributes().keySet().stream().filter(name -> !KEPT.contains(name))
                .max(Comparator.<String>comparingInt(name -> length(words.all(name)))
                        .thenComparing(Comparator.naturalOrder()));
        if (longest.isPresent()) {
            List<String> values = words.all(longest.get());
            return words.withAttribute(longest.get(), values.subList(0, values.size() - 1));
        }
        if (!words.entities().isEmpty()) {
            return words.withEntities(words.entities().subList(0, words.entities().size() / 2));
        }
        int half = words.text().length() / 2;
        int end = half > 0 && Character.isHighSurrogate(words.text().charAt(half - 1)) ? half - 1 : half;
        return new Content.Plain(words.text().substring(0, end), words.attributes(), List.of(),
                words.categories().subList(0, words.categories().size() / 2));
    }

    private static int length(List<String> values) {
        return values.stream().mapToInt(String::length).sum();
    }

    private static void add(StringBuilder out, String name, String value) {
        if (!out.isEmpty()) {
            out.append('&');
        }
        out.append(escaped(name)).append('=').append(escaped(value));
    }

    private static String escaped(String text) {
        return text.replace("%", "%25").replace("&", "%26").replace("=", "%3D");
    }

    private static String plain(String text) {
        return text.replace("%3D", "=").replace("%26", "&").replace("%25", "%");
    }
}
