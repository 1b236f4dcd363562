package dev.palimpsest.ingest.decode.stix.pattern;

import dev.palimpsest.ingest.decode.stix.pattern.Compared.Comparison;
import dev.palimpsest.ingest.decode.stix.pattern.Compared.Joined;
import dev.palimpsest.ingest.decode.stix.pattern.Compared.Operator;
import dev.palimpsest.ingest.decode.stix.pattern.Observed.Join;
import dev.palimpsest.ingest.decode.stix.pattern.Observed.Qualified;
import dev.palimpsest.ingest.decode.stix.pattern.Observed.Several;
import dev.palimpsest.ingest.decode.stix.pattern.Observed.Single;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** Finds the values a pattern looks for. What is negated, ordered or matched by an expression names no observable. */
public final class PatternObservables {

    /** Most observables taken from one pattern. */
    public static final int VALUES_MAX = 1000;

    /** Describe a value beside them and identify nothing themselves. */
    private static final Set<String> DESCRIBING = Set.of("type", "protocols", "is_multipart", "size", "mime_type",
            "dst_port", "src_port");

    private final List<NamedObservable> found = new ArrayList<>();

    private PatternObservables() {}

    /** The values in the order of the pattern; at most {@link #VALUES_MAX}. */
    public static List<NamedObservable> in(Observed pattern) {
        PatternObservables observables = new PatternObservables();
        observables.add(pattern, true, new TreeSet<>());
        return List.copyOf(observables.found);
    }

    private void add(Observed observed, boolean alone, Set<String> qualifiers) {
        switch (observed) {
            case Single single -> add(single.comparison(), alone, qualifiers);
            case Several several -> several.parts()
                    .forEach(part -> add(part, alone && several.join() == Join.OR, qualifiers));
            case Qualified qualified -> {
                Set<String> more = new TreeSet<>(qualifiers);
                more.add(qualified.qualifier());
                add(qualified.observed(), alone, more);
            }
        }
    }

    private void add(Compared compared, boolean alone, Set<String> qualifiers) {
        switch (compared) {
            case Joined joined -> {
                long telling = joined.parts().stream().filter(part -> !isDescribing(part)).count();
                boolean enough = alone && (!joined.all() || telling == 1 || isOneFile(joined));
                joined.parts().forEach(part -> add(part, enough, qualifiers));
            }
            case Comparison comparison -> {
                if (names(comparison) && !isDescribing(comparison)) {
                    comparison.values().stream().limit(Math.max(0, VALUES_MAX - found.size()))
                            .map(value -> new NamedObservable(comparison.object(), comparison.path(), value, alone,
                                    qualifiers))
                            .forEach(found::add);
                }
            }
        }
    }

    /** A pattern that asks for several hashes of one file asks for one file. */
    private static boolean isOneFile(Joined joined) {
        return joined.parts().stream().filter(part -> !isDescribing(part))
                .allMatch(part -> part instanceof Comparison comparison && names(comparison)
                        && comparison.operator() == Operator.EQUAL
                        && comparison.path().toLowerCase(Locale.ROOT).contains("hashes"));
    }

    private static boolean isDescribing(Compared part) {
        return part instanceof Comparison comparison
                && DESCRIBING.contains(comparison.path().substring(comparison.path().lastIndexOf('.') + 1));
    }

    /** A LIKE without a wildcard is an equality, and a set of addresses names its network. */
    private static boolean names(Comparison comparison) {
        return !comparison.negated() && switch (comparison.operator()) {
            case EQUAL, IN, ISSUBSET, ISSUPERSET -> true;
            case LIKE -> comparison.values().getFirst().chars().noneMatch(c -> c == '%' || c == '_');
            case UNEQUAL, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL, MATCHES, EXISTS -> false;
        };
    }
}
