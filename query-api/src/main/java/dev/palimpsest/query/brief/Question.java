package dev.palimpsest.query.brief;

import dev.palimpsest.memory.Subject;
import dev.palimpsest.observables.attack.Tactic;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What a question asks about.
 *
 * @param things     machines, addresses, files and the like that it names
 * @param techniques it names; only detections of these are wanted
 * @param tactics    it names; likewise
 * @param threats    software and groups it names: compared with first
 */
record Question(Window window, Set<Subject> things, Set<String> techniques, Set<Tactic> tactics,
        Set<Subject> threats) {

    Question {
        things = Set.copyOf(things);
        techniques = Set.copyOf(techniques);
        tactics = Set.copyOf(tactics);
        threats = Collections.unmodifiableSet(new LinkedHashSet<>(threats));
    }

    /** The same question about a period given apart from its words; empty leaves the words' own. */
    Question within(Optional<Window> period) {
        return new Question(period.orElse(window), things, techniques, tactics, threats);
    }

    /** Whether the question wants the detection, so far as techniques and tactics go. */
    boolean wants(Story story) {
        if (techniques.isEmpty() && tactics.isEmpty()) {
            return true;
        }
        return techniques.stream().anyMatch(wanted -> Names.isSameTechnique(wanted, story.technique()))
                || story.tactics().stream().anyMatch(tactics::contains);
    }
}
