package dev.palimpsest.processor.extract.intelligence;

import dev.palimpsest.memory.Limits;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.observables.attack.Attack;
import dev.palimpsest.observables.attack.NamedThreat;
import dev.palimpsest.processor.extract.typed.PlainText;
import dev.palimpsest.processor.extract.typed.Subjects;
import java.util.Optional;
import java.util.Set;

/**
 * A name a source uses for malware, a tool, a group or a campaign.
 *
 * @param subject by ATT&amp;CK's own name where it knows the thing, else by the name as it stands
 * @param name    the same for people
 */
record ThreatName(Subject subject, String name) {

    private static final Set<String> SOFTWARE = Set.of("malware", "tool");
    private static final Set<String> GROUPS = Set.of("intrusion-set", "threat-actor", "actor", "group");

    /**
     * The thing that goes by a name.
     *
     * @param type a STIX object type
     * @return empty for other types and for names without a letter or digit
     */
    static Optional<ThreatName> of(String type, String name) {
        String subjectType = SOFTWARE.contains(type)
                ? "malware"
                : GROUPS.contains(type) ? "actor" : type.equals("campaign") ? "campaign" : "";
        if (subjectType.isEmpty()) {
            return Optional.empty();
        }
        Optional<ThreatName> known = Attack.threatsNamed(name).stream()
                .filter(threat -> Subjects.threat(threat).type().equals(subjectType)).findFirst().map(ThreatName::of);
        return known.or(() -> unknown(subjectType, name));
    }

    static ThreatName of(NamedThreat threat) {
        return new ThreatName(Subjects.threat(threat), threat.name());
    }

    private static Optional<ThreatName> unknown(String type, String name) {
        String slug = PlainText.slug(name);
        return slug.isEmpty() || slug.length() > Limits.SUBJECT_NAME_LENGTH_MAX
                ? Optional.empty()
                : Optional.of(new ThreatName(new Subject(type, slug), name));
    }
}
