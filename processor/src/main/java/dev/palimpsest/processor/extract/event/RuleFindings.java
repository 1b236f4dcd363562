package dev.palimpsest.processor.extract.event;

import dev.palimpsest.memory.Extractor;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.observables.attack.Attack;
import dev.palimpsest.observables.attack.NamedThreat;
import dev.palimpsest.observables.attack.Technique;
import dev.palimpsest.processor.extract.typed.Subjects;
import dev.palimpsest.sigma.Rule;
import dev.palimpsest.sigma.RuleSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What Sigma rules find in an event. */
final class RuleFindings {

    /** Raised when the same rule may find something else in the same event. */
    private static final int EVALUATOR = 1;

    /** Techniques of one rule that become stories. */
    private static final int TECHNIQUES_MAX = 4;

    private RuleFindings() {}

    static Stream<Finding> of(SensorEvent event, RuleSet rules) {
        return rules.matching(new RuleView(event)).stream().flatMap(rule -> findings(event, rule));
    }

    /** One for each technique; a rule that names none is a story by itself. */
    private static Stream<Finding> findings(SensorEvent event, Rule rule) {
        Optional<Parties> parties = Parties.of(event, rule.story());
        List<Technique> techniques = rule.techniques().stream().flatMap(id -> Attack.currentTechnique(id).stream())
                .distinct().limit(TECHNIQUES_MAX).toList();
        return parties.stream().flatMap(between -> techniques.isEmpty()
                ? Stream.of(finding(rule, between, null))
                : techniques.stream().map(technique -> finding(rule, between, technique)));
    }

    private static Finding finding(Rule rule, Parties parties, @Nullable Technique technique) {
        List<String> telling = rule.fields().stream().filter(field -> !AttackerFields.holdsWords(field)).toList();
        return new Finding(rule.id(), rule.title(), technique, rule.story().confidence(), severity(rule), parties,
                threats(rule), telling, extractor(rule));
    }

    /** The evidence names the very text of the rule. */
    private static Extractor extractor(Rule rule) {
        return new Extractor("sigma:" + rule.id() + "@" + rule.digest(), EVALUATOR);
    }

    private static Severity severity(Rule rule) {
        return switch (rule.level()) {
            case INFORMATIONAL, LOW -> Severity.LOW;
            case MEDIUM -> Severity.MEDIUM;
            case HIGH -> Severity.HIGH;
            case CRITICAL -> Severity.CRITICAL;
        };
    }

    private static List<Subject> threats(Rule rule) {
        String software = rule.story().software();
        return software == null
                ? List.of()
                : Attack.threatsNamed(software).stream().filter(named -> named.kind() != NamedThreat.Kind.GROUP)
                        .map(Subjects::threat).toList();
    }
}
