package dev.palimpsest.query.brief;

import dev.palimpsest.memory.Subject;
import dev.palimpsest.query.brief.Briefing.Topic;
import dev.palimpsest.query.brief.Draft.Entry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** Other notable detections: those that touch what the asker works on first, then by weight. */
final class ElsewhereSection {

    /** Most lines. */
    static final int LINES_MAX = 5;

    /** Most lines of a short answer. */
    static final int LINES_MAX_SHORT = 2;

    /** Rank of the first line: after what is remembered about the asker. */
    static final int RANK_FROM = 60;

    private final Situation situation;
    private final Names names;

    ElsewhereSection(Situation situation, Names names) {
        this.situation = situation;
        this.names = names;
    }

    Draft draft() {
        boolean isShort = situation.asker().likesShort();
        Lines lines = new Lines(names, isShort);
        Set<Subject> habits = situation.asker().habits().keySet();
        Comparator<Finding> byHabit = Comparator.comparing(finding -> finding.stories().stream()
                .noneMatch(story -> touches(story, habits)));
        List<Finding> findings = Finding.of(situation.elsewhere(), names.machines()).stream()
                .sorted(byHabit.thenComparing(Finding.BY_WEIGHT)).toList();
        int max = isShort ? LINES_MAX_SHORT : LINES_MAX;
        List<Entry> entries = new ArrayList<>();
        findings.stream().limit(max).map(lines::finding)
                .forEach(line -> entries.add(new Entry("", "", line, RANK_FROM + entries.size())));
        return new Draft(Topic.ELSEWHERE, names.wording().say("section.ELSEWHERE"), List.of(), entries,
                Math.max(0, findings.size() - max));
    }

    /** Whether a detection is about, or of the technique or tactic of, any habit. */
    private static boolean touches(Story story, Set<Subject> habits) {
        return story.isAbout(habits) || habits.stream().anyMatch(habit -> switch (habit.type()) {
            case "technique" -> Names.isSameTechnique(habit.name(), story.technique());
            case "tactic" -> story.tactics().stream().anyMatch(tactic -> tactic.shortName().equals(habit.name()));
            default -> false;
        });
    }
}
