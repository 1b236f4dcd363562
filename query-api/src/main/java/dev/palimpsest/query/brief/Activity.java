package dev.palimpsest.query.brief;

import dev.palimpsest.memory.Subject;
import dev.palimpsest.observables.attack.Tactic;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What happened around one machine.
 *
 * @param machine a machine the briefing is about where one had a part in it, otherwise the one whose doing it is
 * @param stories never empty
 */
record Activity(Subject machine, List<Story> stories) {

    /**
     * By what was seen, the gravest first: each technique counts once, by its severity and confidence. Many techniques
     * around one machine are an intrusion; one technique many times is often somebody's job.
     */
    static final Comparator<Activity> BY_WEIGHT = Comparator.comparingDouble(Activity::weight)
            .thenComparing(Activity::last).reversed().thenComparing(Activity::machine);

    /** Sorts stories out by machine, the gravest first. */
    static List<Activity> of(List<Story> stories, Set<Subject> roots, Machines machines) {
        Set<Subject> ours = roots.stream().map(machines::of).collect(Collectors.toSet());
        Map<Subject, List<Story>> byMachine = new LinkedHashMap<>();
        for (Story story : stories) {
            Subject source = machines.of(story.source());
            Subject target = machines.of(story.target());
            Subject machine = !ours.contains(source) && ours.contains(target) ? target : source;
            byMachine.computeIfAbsent(machine, _ -> new ArrayList<>()).add(story);
        }
        return byMachine.entrySet().stream().map(each -> new Activity(each.getKey(), List.copyOf(each.getValue())))
                .sorted(BY_WEIGHT).toList();
    }

    /** Current ids of the techniques seen. */
    SortedSet<String> techniques() {
        return stories.stream().map(story -> Names.current(story.technique())).filter(id -> !id.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * The tactic a story stands for in a headline: the gravest. Executing something on another machine of the
     * organisation is moving to it, whatever the technique.
     */
    static List<Tactic> headline(Story story, Machines machines) {
        boolean elsewhere = !machines.of(story.source()).equals(machines.of(story.target()));
        boolean moves = story.tactics().contains(Tactic.EXECUTION) && elsewhere && isInternal(story.source())
                && isInternal(story.target());
        return moves
                ? List.of(Tactic.LATERAL_MOVEMENT)
                : story.tactics().stream().sorted(Severity.BY_GRAVITY).limit(1).toList();
    }

    private double weight() {
        Map<String, Double> byTechnique = new LinkedHashMap<>();
        stories.forEach(story -> byTechnique.merge(Names.current(story.technique()), story.weight(), Math::max));
        return byTechnique.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    private Instant last() {
        return stories.stream().map(story -> story.memory().occurrences().last()).max(Comparator.naturalOrder())
                .orElse(Instant.EPOCH);
    }

    private static boolean isInternal(Subject subject) {
        return subject.type().equals("host") || (subject.type().equals("ip") && Shown.isLocal(subject.name()));
    }
}
