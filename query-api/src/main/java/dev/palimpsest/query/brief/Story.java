package dev.palimpsest.query.brief;

import dev.palimpsest.memory.Content;
import dev.palimpsest.memory.Identity;
import dev.palimpsest.memory.Kind;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.observables.attack.Attack;
import dev.palimpsest.observables.attack.Tactic;
import dev.palimpsest.observables.attack.Technique;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A detection as the briefing reads it.
 *
 * @param source    whose doing it is
 * @param target    what it was done to; the source itself where nothing else is named
 * @param technique an ATT&amp;CK id, or the rule's own word where it has none
 * @param tactics   in the order of an intrusion; empty where none is known
 */
record Story(Memory memory, Content.Plain content, Subject source, Subject target, String technique,
        List<Tactic> tactics) {

    private static final Set<String> MACHINES = Set.of("ip", "host");

    /** The memory as a story; empty where it is no detection or is sealed. */
    static Optional<Story> of(Memory memory) {
        if (memory.kind() != Kind.DETECTION || !(memory.content() instanceof Content.Plain content)) {
            return Optional.empty();
        }
        String key = memory.identity().form() == Identity.Form.STORY ? memory.identity().key() : "";
        int first = key.indexOf('|');
        int last = key.lastIndexOf('|');
        String technique = content.first("threat.technique.id").orElse(first > 0 ? key.substring(0, first) : "");
        Subject target = (first < last ? Subjects.read(key.substring(first + 1, last)) : Optional.<Subject>empty())
                .orElseGet(() -> otherMachine(memory.subject(), content));
        return Optional
                .of(new Story(memory, content, memory.subject(), target, technique, tactics(content, technique)));
    }

    Severity severity() {
        return content.first("event.severity").flatMap(Severity::named).orElseGet(() -> Severity.of(tactics));
    }

    /** Severity, discounted by confidence: 0 to 4. */
    double weight() {
        return severity().weight() * memory.confidence();
    }

    /** Whether it was concluded from other memories, as a contact with a known indicator is. */
    boolean isDerived() {
        return !memory.derivedFrom().isEmpty();
    }

    /** Software named in it. */
    List<Subject> malware() {
        return content.entities().stream().filter(entity -> entity.type().equals("malware")).toList();
    }

    /** Everything it is about. */
    boolean isAbout(Set<Subject> subjects) {
        return subjects.contains(source) || subjects.contains(target)
                || content.entities().stream().anyMatch(subjects::contains);
    }

    private static Subject otherMachine(Subject source, Content.Plain content) {
        return content.entities().stream()
                .filter(entity -> MACHINES.contains(entity.type()) && !entity.equals(source)).findFirst()
                .orElse(source);
    }

    private static List<Tactic> tactics(Content.Plain content, String technique) {
        List<Tactic> stated = content.all("threat.tactic").stream().flatMap(name -> Tactic.named(name).stream())
                .sorted().distinct().toList();
        return stated.isEmpty() ? Attack.currentTechnique(technique).map(Technique::tactics).orElse(List.of()) : stated;
    }
}
