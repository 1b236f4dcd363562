package dev.palimpsest.processor.extract.event;

import dev.palimpsest.memory.Subject;
import dev.palimpsest.observables.attack.Attack;
import dev.palimpsest.observables.attack.NamedThreat;
import dev.palimpsest.processor.extract.typed.Subjects;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One thing to notice in a single event.
 *
 * @param technique  id of an active ATT&amp;CK technique
 * @param confidence how likely an event that fits is the real thing, 0 to 1
 * @param cast       who is source and target
 * @param threat     ATT&amp;CK name of the software this is typical of; null for most
 * @param telling    fields worth keeping on the story
 * @param when       whether an event fits
 */
record Rule(String id, String name, String technique, double confidence, Severity severity, Parties.Cast cast,
        @Nullable String threat, List<String> telling, Condition when) {

    static Rule of(String id, String name, String technique, double confidence, Severity severity, Parties.Cast cast,
            Condition when) {
        return new Rule(id, name, technique, confidence, severity, cast, null, List.of(), when);
    }

    Rule naming(String software) {
        return new Rule(id, name, technique, confidence, severity, cast, software, telling, when);
    }

    Rule telling(String... fields) {
        return new Rule(id, name, technique, confidence, severity, cast, threat, List.of(fields), when);
    }

    Optional<Finding> find(SensorEvent event) {
        if (!when.holds(event)) {
            return Optional.empty();
        }
        return Parties.of(event, cast).map(parties -> new Finding(id, name,
                Attack.currentTechnique(technique).orElseThrow(), confidence, severity, parties, threats(), telling));
    }

    private List<Subject> threats() {
        return threat == null
                ? List.of()
                : Attack.threatsNamed(threat).stream().filter(named -> named.kind() != NamedThreat.Kind.GROUP)
                        .map(Subjects::threat).toList();
    }
}
