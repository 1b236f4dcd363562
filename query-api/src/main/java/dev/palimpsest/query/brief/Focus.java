package dev.palimpsest.query.brief;

import dev.palimpsest.memory.Subject;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a briefing is about.
 *
 * @param mode     how it came to that
 * @param roots    what is watched or named, in the asker's order; empty where it is about everything
 * @param subjects the roots and the hosts and addresses behind them
 * @param stories  the detections about any of these in the period, the latest first
 */
record Focus(Mode mode, List<Subject> roots, Set<Subject> subjects, List<Story> stories) {

    /** Why a briefing is about what it is about. */
    enum Mode {
        /** The question names something. */
        NAMED,
        /** The asker has a watch-list. */
        WATCHED,
        /** Neither. */
        ALL
    }

    Focus {
        roots = List.copyOf(roots);
        subjects = Set.copyOf(subjects);
        stories = List.copyOf(stories);
    }

    /** Whether it narrows anything. */
    boolean isNarrow() {
        return mode != Mode.ALL;
    }

    /** What a question leaves to look at: what it names, else what is watched, else everything. */
    static Focus of(Question question, Asker asker, Machines machines, Reading reading) {
        Mode mode = !question.things().isEmpty() ? Mode.NAMED : asker.watches().isEmpty() ? Mode.ALL : Mode.WATCHED;
        Collection<Subject> roots = switch (mode) {
            case NAMED -> question.things();
            case WATCHED -> asker.watches().sequencedKeySet();
            case ALL -> List.<Subject>of();
        };
        machines.learn(reading.addresses(roots));
        Set<Subject> subjects = roots.stream()
                .flatMap(root -> Stream.concat(Stream.of(root), machines.linked(root).stream()))
                .collect(Collectors.toCollection(LinkedHashSet::new));
        List<Story> stories = reading.detections(subjects, question.window()).stream().filter(question::wants).toList();
        return new Focus(mode, List.copyOf(roots), subjects, stories);
    }
}
