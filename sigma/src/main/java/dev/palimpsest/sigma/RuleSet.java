package dev.palimpsest.sigma;

import dev.palimpsest.sigma.match.ClauseIndex;
import dev.palimpsest.sigma.match.Facts;
import dev.palimpsest.sigma.source.EventSource;
import dev.palimpsest.sigma.source.SourceCatalogue;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Rules, ready to be asked which of them an event fits. Immutable; safe from any thread. */
public final class RuleSet {

    /** Most rules that one event fits; the gravest are kept. */
    public static final int MATCHES_MAX = 16;

    /** Among equals those that name software say more. */
    private static final Comparator<Rule> GRAVEST_FIRST = Comparator.comparing(Rule::level).reversed()
            .thenComparing(rule -> rule.story().software() == null)
            .thenComparing(Comparator.comparingDouble((Rule rule) -> rule.story().confidence()).reversed())
            .thenComparing(Rule::id);

    private record SourceRules(EventSource source, ClauseIndex<Rule> rules) {}

    private final List<Rule> rules;
    private final ClauseIndex<SourceRules> sources;

    private RuleSet(List<Rule> rules) {
        this.rules = rules;
        List<SourceRules> used = SourceCatalogue.standard().sources().stream()
                .flatMap(source -> rulesOf(source, rules)).toList();
        sources = new ClauseIndex<>(used, each -> each.source().when());
    }

    /** The shipped rules and nothing else. */
    public static RuleSet shipped() {
        return Shipped.RULES;
    }

    /** Made on first use. */
    private static final class Shipped {
        private static final RuleSet RULES = of(ShippedRules.all());
    }

    /** Of rules with the same id the last stands; then those that are retired are left out. */
    public static RuleSet of(Collection<Rule> rules) {
        Map<String, Rule> byId = new LinkedHashMap<>();
        rules.forEach(rule -> byId.put(rule.id(), rule));
        return new RuleSet(byId.values().stream().filter(rule -> !rule.retired())
                .sorted(Comparator.comparing(Rule::id)).toList());
    }

    /** The rules, by id. */
    public List<Rule> rules() {
        return rules;
    }

    /** The rules that an event fits, the gravest first; at most {@link #MATCHES_MAX}. The same for the same event. */
    public List<Rule> matching(EventFields event) {
        Facts facts = new Facts(event);
        List<SourceRules> of = sources.holding(facts);
        return of.isEmpty()
                ? List.of()
                : of.stream().flatMap(source -> source.rules().holding(facts).stream()).distinct()
                        .sorted(GRAVEST_FIRST).limit(MATCHES_MAX).toList();
    }

    private static Stream<SourceRules> rulesOf(EventSource source, List<Rule> rules) {
        List<Rule> about = rules.stream().filter(rule -> rule.source().covers(source.name())).toList();
        return about.isEmpty()
                ? Stream.empty()
                : Stream.of(new SourceRules(source,
                        new ClauseIndex<>(about, rule -> rule.when().renamed(source::names))));
    }
}
