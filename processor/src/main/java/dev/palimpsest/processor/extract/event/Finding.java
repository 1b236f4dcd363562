package dev.palimpsest.processor.extract.event;

import dev.palimpsest.memory.Extractor;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.observables.attack.Technique;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * That something noteworthy happened, before it is put into words.
 *
 * @param rule       id of the rule
 * @param name       its name, for people
 * @param technique  null where the alert names none
 * @param confidence 0 to 1
 * @param threats    what the rule or its text names
 * @param telling    fields of the event that tell this case from others, carried as attributes
 * @param extractor  what found it, as evidence names it
 */
record Finding(String rule, String name, @Nullable Technique technique, double confidence, Severity severity,
        Parties parties, List<Subject> threats, List<String> telling, Extractor extractor) {

    Finding {
        threats = List.copyOf(threats);
        telling = List.copyOf(telling);
    }
}
