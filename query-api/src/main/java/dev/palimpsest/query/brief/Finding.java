package dev.palimpsest.query.brief;

import dev.palimpsest.memory.MemoryRef;
import dev.palimpsest.memory.Occurrences;
import dev.palimpsest.memory.Subject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Stories told in one line: one technique from one machine, over all its targets and days.
 *
 * @param technique   its current id
 * @param source      the machine whose doing it is
 * @param targets     the machines and things it was done to, with how often; empty where all happened on the source
 * @param stories     what it was made from, never empty
 * @param occurrences all together
 */
record Finding(String technique, Subject source, SortedMap<Subject, Long> targets, List<Story> stories,
        Occurrences occurrences) {

    /** The weightiest first, then the latest. */
    static final Comparator<Finding> BY_WEIGHT = Comparator.comparingDouble(Finding::weight)
            .thenComparing(Finding::last).reversed().thenComparing(Finding::technique)
            .thenComparing(Finding::source);

    /** The latest first. */
    static final Comparator<Finding> BY_TIME = Comparator.comparing(Finding::last).reversed()
            .thenComparing(Finding::technique).thenComparing(Finding::source);

    private record Key(String technique, Subject source, boolean local) {}

    /** Puts stories together. The order of the result is that of the stories. */
    static List<Finding> of(List<Story> stories, Machines machines) {
        Map<Key, List<Story>> same = new LinkedHashMap<>();
        for (Story story : stories) {
            Subject source = machines.of(story.source());
            boolean local = machines.of(story.target()).equals(source);
            same.computeIfAbsent(new Key(Names.current(story.technique()), source, local), _ -> new ArrayList<>())
                    .add(story);
        }
        return same.entrySet().stream().map(each -> of(each.getKey(), each.getValue(), machines)).toList();
    }

    private static Finding of(Key key, List<Story> stories, Machines machines) {
        SortedMap<Subject, Long> targets = new TreeMap<>();
        if (!key.local()) {
            stories.forEach(story -> targets.merge(machines.of(story.target()), story.memory().occurrences().count(),
                    Long::sum));
        }
        Occurrences all = stories.stream().map(story -> story.memory().occurrences()).reduce(Occurrences::plus)
                .orElseThrow();
        return new Finding(key.technique(), key.source(), targets, List.copyOf(stories), all);
    }

    /** Both in one, under this one's technique and source. */
    Finding plus(Finding other) {
        SortedMap<Subject, Long> all = new TreeMap<>(targets);
        other.targets.forEach((target, count) -> all.merge(target, count, Long::sum));
        return new Finding(technique, source, all, Stream.concat(stories.stream(), other.stories.stream()).toList(),
                occurrences.plus(other.occurrences));
    }

    /** Severity discounted by confidence, of the weightiest story. */
    double weight() {
        return stories.stream().mapToDouble(Story::weight).max().orElse(0);
    }

    Instant last() {
        return occurrences.last();
    }

    /** The versions it rests on. */
    Stream<MemoryRef> refs() {
        return stories.stream().map(story -> story.memory().ref());
    }
}
