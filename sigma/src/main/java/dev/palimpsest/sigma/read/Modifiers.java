package dev.palimpsest.sigma.read;

import dev.palimpsest.sigma.match.Place;
import dev.palimpsest.sigma.match.ValueTest.Order;
import dev.palimpsest.sigma.yaml.YamlException;
import dev.palimpsest.sigma.yaml.YamlReader;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What stands behind a field's name: {@code CommandLine|contains|all}. */
final class Modifiers {

    /** What kind of test the values make; each excludes the others. */
    private static final Set<String> KINDS = Set.of("re", "cidr", "lt", "lte", "gt", "gte", "exists", "fieldref");
    private static final Set<String> PLACES = Set.of("contains", "startswith", "endswith");
    private static final Set<String> TEXTS = Set.of("cased", "windash", "base64", "base64offset", "wide", "utf16le",
            "utf16be", "utf16");
    private static final Set<String> FLAGS = Set.of("i", "m", "s");
    private static final Map<String, String> KNOWN_NOT_SUPPORTED = Map.of("expand",
            "placeholders have no values here", "minute", "parts of times are not taken apart", "hour",
            "parts of times are not taken apart", "day", "parts of times are not taken apart", "week",
            "parts of times are not taken apart", "month", "parts of times are not taken apart", "year",
            "parts of times are not taken apart");

    private final Set<String> names;
    private final @Nullable String kind;
    private final Place place;

    private Modifiers(Set<String> names, @Nullable String kind, Place place) {
        this.names = names;
        this.kind = kind;
        this.place = place;
    }

    static Modifiers read(List<String> given, boolean field, int line) throws YamlException {
        Set<String> names = new HashSet<>(given);
        boolean expression = names.contains("re");
        for (String name : given) {
            boolean known = KINDS.contains(name) || PLACES.contains(name) || TEXTS.contains(name)
                    || name.equals("all") || (expression && FLAGS.contains(name));
            if (!known) {
                String why = KNOWN_NOT_SUPPORTED.get(name);
                throw new YamlException(line, "the modifier " + YamlReader.shown(name) + " is not supported"
                        + (why == null ? "" : ": " + why));
            }
        }
        List<String> kinds = KINDS.stream().filter(names::contains).toList();
        List<String> places = PLACES.stream().filter(names::contains).toList();
        boolean texts = TEXTS.stream().anyMatch(names::contains);
        boolean reference = kinds.equals(List.of("fieldref"));
        if (kinds.size() > 1 || places.size() > 1 || (kinds.size() == 1 && (texts || (!places.isEmpty() && !reference)))
                || (!field && (reference || names.contains("exists")))) {
            throw new YamlException(line, "the modifiers " + String.join(", ", given) + " do not go together");
        }
        return new Modifiers(names, kinds.isEmpty() ? null : kinds.getFirst(), place(places, field));
    }

    /** Words without a field are looked for inside. */
    private static Place place(List<String> places, boolean field) {
        return switch (places.isEmpty() ? "" : places.getFirst()) {
            case "contains" -> Place.INSIDE;
            case "startswith" -> Place.START;
            case "endswith" -> Place.END;
            default -> field ? Place.WHOLE : Place.INSIDE;
        };
    }

    boolean has(String name) {
        return names.contains(name);
    }

    /** Of {@code re cidr lt lte gt gte exists fieldref}; null for a text. */
    @Nullable
    String kind() {
        return kind;
    }

    Place place() {
        return place;
    }

    Order order() {
        return Arrays.stream(Order.values()).filter(order -> order.name().equalsIgnoreCase(String.valueOf(kind)))
                .findFirst().orElseThrow();
    }
}
