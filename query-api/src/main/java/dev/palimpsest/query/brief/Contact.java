package dev.palimpsest.query.brief;

import dev.palimpsest.memory.Content;
import dev.palimpsest.memory.Kind;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.Status;
import dev.palimpsest.memory.Subject;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A meeting with something that intelligence lists.
 *
 * @param story     the detection of it
 * @param indicator the head of the indicator it was concluded from
 */
record Contact(Story story, Memory indicator) {

    /** The contacts among stories. */
    static List<Contact> in(List<Story> stories, Reading reading) {
        return stories.stream().filter(Story::isDerived)
                .flatMap(story -> story.memory().derivedFrom().stream().flatMap(ref -> reading.head(ref.id()).stream())
                        .filter(head -> head.kind() == Kind.INDICATOR).map(head -> new Contact(story, head)))
                .toList();
    }

    /** Whether its indicator still stands: what was retracted since proves nothing. */
    boolean stands() {
        return indicator.status() == Status.CURRENT || indicator.status() == Status.QUARANTINED;
    }

    /** The software that the indicator or the detection names. */
    Set<Subject> malware() {
        return Stream.concat(story.malware().stream(), malwareOf(indicator)).collect(Collectors.toSet());
    }

    /** The software an indicator names, as an entity or else by its name. */
    static Stream<Subject> malwareOf(Memory indicator) {
        if (!(indicator.content() instanceof Content.Plain content)) {
            return Stream.empty();
        }
        List<Subject> named = content.entities().stream().filter(each -> each.type().equals("malware")).toList();
        return named.isEmpty()
                ? content.all("threat.software.name").stream()
                        .flatMap(name -> Subjects.read("malware:" + Names.slug(name)).stream())
                : named.stream();
    }
}
