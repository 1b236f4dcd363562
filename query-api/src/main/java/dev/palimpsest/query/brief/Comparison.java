package dev.palimpsest.query.brief;

import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.MemoryRef;
import dev.palimpsest.memory.Subject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Compares activities with what intelligence says malware uses. */
final class Comparison {

    /** Most malware one activity is compared with in full. */
    static final int CANDIDATES_MAX = 8;

    /** Most resemblances reported of one activity. */
    static final int RESEMBLANCES_MAX = 3;

    private static final String USES = "uses";

    private final Reading reading;
    private final Asker asker;
    private final Question question;

    Comparison(Reading reading, Asker asker, Question question) {
        this.reading = reading;
        this.asker = asker;
        this.question = question;
    }

    /** The resemblances that the evidence backs, what the asker works on first. */
    List<Resemblance> of(Activity activity, List<Contact> contacts) {
        List<Contact> own = contacts.stream()
                .filter(contact -> contact.stands() && activity.stories().contains(contact.story())).toList();
        Map<Subject, SortedMap<String, MemoryRef>> uses = uses(candidates(activity, own));
        return uses.entrySet().stream().map(each -> compare(each.getKey(), each.getValue(), activity, own))
                .filter(Resemblance::isBacked).sorted(Resemblance.BY_INTEREST).limit(RESEMBLANCES_MAX).toList();
    }

    /** What was contacted or named, what the question and the asker's habits name, then what shares most techniques. */
    private Set<Subject> candidates(Activity activity, List<Contact> contacts) {
        Set<Subject> all = new LinkedHashSet<>();
        contacts.forEach(contact -> all.addAll(contact.malware()));
        activity.stories().forEach(story -> all.addAll(story.malware()));
        all.addAll(question.threats());
        all.addAll(asker.habits().keySet());
        Set<Subject> techniques = activity.techniques().stream().flatMap(id -> withParent(id).stream())
                .flatMap(id -> Subjects.read("technique:" + id).stream()).collect(Collectors.toSet());
        Map<Subject, Long> sharing = reading.usersOf(techniques).stream()
                .filter(relation -> Subjects.target(relation, USES).isPresent())
                .collect(Collectors.groupingBy(Memory::subject, TreeMap::new, Collectors.counting()));
        sharing.entrySet().stream().sorted(Map.Entry.<Subject, Long>comparingByValue().reversed())
                .forEach(each -> all.add(each.getKey()));
        return all.stream().filter(each -> each.type().equals("malware")).limit(CANDIDATES_MAX)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static List<String> withParent(String technique) {
        int dot = technique.indexOf('.');
        return dot < 0 ? List.of(technique) : List.of(technique, technique.substring(0, dot));
    }

    private Map<Subject, SortedMap<String, MemoryRef>> uses(Set<Subject> malware) {
        Map<Subject, SortedMap<String, MemoryRef>> uses = new HashMap<>();
        malware.forEach(each -> uses.put(each, new TreeMap<>()));
        reading.usedBy(malware).forEach(relation -> Subjects.target(relation, USES)
                .filter(target -> target.type().equals("technique"))
                .ifPresent(target -> uses.computeIfAbsent(relation.subject(), _ -> new TreeMap<>())
                        .put(Names.current(target.name()), relation.ref())));
        return uses;
    }

    private Resemblance compare(Subject malware, SortedMap<String, MemoryRef> uses, Activity activity,
            List<Contact> contacts) {
        SortedMap<String, MemoryRef> shared = new TreeMap<>();
        List<String> others = new ArrayList<>();
        for (String seen : activity.techniques()) {
            match(seen, uses).ifPresentOrElse(ref -> shared.put(seen, ref), () -> others.add(seen));
        }
        List<Contact> own = contacts.stream().filter(contact -> contact.malware().contains(malware)).toList();
        List<Memory> habit = Optional.ofNullable(asker.habits().get(malware)).stream().toList();
        int interest = question.threats().contains(malware) ? 0 : habit.isEmpty() ? 2 : 1;
        return new Resemblance(malware, activity, shared, List.copyOf(others), own, interest, habit);
    }

    /** The same technique, or else its parent or a part of it. */
    private static Optional<MemoryRef> match(String seen, SortedMap<String, MemoryRef> uses) {
        MemoryRef exact = uses.get(seen);
        Collection<Map.Entry<String, MemoryRef>> all = uses.entrySet();
        return exact != null
                ? Optional.of(exact)
                : all.stream().filter(each -> Names.isSameTechnique(seen, each.getKey())).map(Map.Entry::getValue)
                        .findFirst();
    }
}
