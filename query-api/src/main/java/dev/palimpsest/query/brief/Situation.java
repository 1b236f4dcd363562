package dev.palimpsest.query.brief;

import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.Subject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Everything a briefing is written from.
 *
 * @param elsewhere    the period's other detections that the question wants
 * @param activities   of the focus; what the asker works on first, then the gravest
 * @param contacts     of the focus with what intelligence lists
 * @param resemblances of each activity, the most interesting first; none where the evidence is not enough
 * @param listed       indicators on what the briefing is about
 */
record Situation(BriefRequest request, Asker asker, Question question, Focus focus, List<Story> elsewhere,
        List<Activity> activities, List<Contact> contacts, Map<Activity, List<Resemblance>> resemblances,
        List<Memory> listed, Machines machines) {

    /** Most activities compared with known malware; further ones only where they met an indicator. */
    static final int COMPARED_MAX = 5;

    /** Reads and works out the situation. */
    static Situation read(BriefRequest request, Asker asker, Reading reading) {
        Question question = new QuestionReader(reading::isKnown).read(request.text(), request.now())
                .within(Window.of(request.scope(), request.now()));
        Machines machines = new Machines();
        Focus focus = Focus.of(question, asker, machines, reading);
        Set<Story> inFocus = new HashSet<>(focus.stories());
        List<Story> elsewhere = focus.isNarrow()
                ? reading.detections(Set.of(), question.window()).stream().filter(question::wants)
                        .filter(story -> !inFocus.contains(story)).toList()
                : List.of();
        machines.learn(reading.addresses(hosts(Stream.concat(focus.stories().stream(), elsewhere.stream()))));
        List<Activity> activities = Activity.of(focus.stories(), Set.copyOf(focus.roots()), machines);
        List<Contact> contacts = Contact.in(focus.stories(), reading);
        Map<Activity, List<Resemblance>> resemblances = compare(activities, contacts,
                new Comparison(reading, asker, question));
        return new Situation(request, asker, question, focus, elsewhere, ordered(activities, resemblances), contacts,
                resemblances, reading.indicators(focus.subjects()), machines);
    }

    /** Everything intelligence lists, so far as this briefing knows. */
    Set<Subject> indicators() {
        return Stream.concat(contacts.stream().map(Contact::indicator), listed.stream()).map(Memory::subject)
                .collect(Collectors.toSet());
    }

    private static Set<Subject> hosts(Stream<Story> stories) {
        return stories.flatMap(story -> Stream.of(story.source(), story.target()))
                .filter(subject -> subject.type().equals("host")).collect(Collectors.toSet());
    }

    private static Map<Activity, List<Resemblance>> compare(List<Activity> activities, List<Contact> contacts,
            Comparison comparison) {
        Set<Story> met = contacts.stream().map(Contact::story).collect(Collectors.toSet());
        List<Activity> compared = new ArrayList<>(activities.subList(0, Math.min(COMPARED_MAX, activities.size())));
        activities.stream().skip(COMPARED_MAX).filter(activity -> activity.stories().stream().anyMatch(met::contains))
                .limit(COMPARED_MAX).forEach(compared::add);
        Map<Activity, List<Resemblance>> all = new HashMap<>();
        compared.forEach(activity -> all.put(activity, comparison.of(activity, contacts)));
        return all;
    }

    private static List<Activity> ordered(List<Activity> activities, Map<Activity, List<Resemblance>> resemblances) {
        Comparator<Activity> byInterest = Comparator.comparingInt(activity -> resemblances
                .getOrDefault(activity, List.of()).stream().mapToInt(Resemblance::interest).min().orElse(2));
        return activities.stream().sorted(byInterest.thenComparing(Activity.BY_WEIGHT)).toList();
    }
}
