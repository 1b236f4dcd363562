package dev.palimpsest.query.brief;

import dev.palimpsest.query.brief.Briefing.Topic;
import dev.palimpsest.query.brief.Draft.Entry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What happened on what the briefing is about, arranged the way the asker likes. */
final class FocusSection {

    /** Rank of the first line; what matters less follows at every second rank. */
    static final int RANK_FROM = 10;

    /** Most subjects named in the heading. */
    static final int SUBJECTS_MAX = 4;

    private final Situation situation;
    private final Reading reading;
    private final Names names;
    private final Wording wording;
    private final Lines lines;
    private final Groups groups;

    FocusSection(Situation situation, Reading reading, Names names) {
        this.situation = situation;
        this.reading = reading;
        this.names = names;
        this.wording = names.wording();
        this.lines = new Lines(names, situation.asker().likesShort());
        this.groups = new Groups(situation.asker().grouping(), names);
    }

    Draft draft() {
        List<Story> stories = situation.focus().stories();
        Map<Groups.Key, List<Story>> grouped = groups.of(stories);
        List<Groups.Key> keys = grouped.keySet().stream().sorted().toList();
        Map<Finding, Groups.Key> findings = new HashMap<>();
        List<Finding> inOrder = new ArrayList<>();
        for (Groups.Key key : keys) {
            Finding.of(grouped.getOrDefault(key, List.of()), names.machines()).stream().sorted(Finding.BY_TIME)
                    .forEach(finding -> {
                        findings.put(finding, key);
                        inOrder.add(finding);
                    });
        }
        List<Finding> byWeight = inOrder.stream().sorted(Finding.BY_WEIGHT).toList();
        List<Entry> entries = new ArrayList<>();
        for (Finding finding : inOrder) {
            Groups.Key key = findings.getOrDefault(finding, Groups.Key.NONE);
            entries.add(new Entry(key.key(), key.title(), line(finding),
                    RANK_FROM + 2 * byWeight.indexOf(finding)));
        }
        if (stories.isEmpty()) {
            latest().ifPresent(entries::add);
        }
        return new Draft(Topic.FOCUS, title(), notes(), entries, 0);
    }

    private Briefing.Line line(Finding finding) {
        boolean isNamedAbove = situation.asker().grouping() == Grouping.ATTACK_TECHNIQUE
                && Names.isTechnique(finding.technique());
        return isNamedAbove ? lines.findingUnderTechnique(finding) : lines.finding(finding);
    }

    private String title() {
        List<String> roots = situation.focus().roots().stream().map(names::subject).toList();
        return switch (situation.focus().mode()) {
            case NAMED -> wording.say("section.FOCUS.named", "subjects", wording.list(roots, SUBJECTS_MAX));
            case WATCHED -> wording.say("section.FOCUS.watched", "subjects", wording.list(roots, SUBJECTS_MAX));
            case ALL -> wording.say("section.FOCUS.all");
        };
    }

    private List<String> notes() {
        List<String> notes = new ArrayList<>();
        if (situation.focus().stories().isEmpty()) {
            boolean elsewhere = !situation.elsewhere().isEmpty();
            boolean anything = elsewhere || reading.latest(Set.of()).isPresent();
            boolean all = situation.request().scope().isEverything();
            notes.add(wording.say(elsewhere ? "note.quiet" : anything || !all ? "note.none" : "note.load"));
        }
        if (situation.focus().mode() == Focus.Mode.ALL) {
            notes.add(wording.say("note.nowatch"));
        }
        if (Math.max(situation.focus().stories().size(), situation.elsewhere().size()) >= Reading.DETECTIONS_MAX) {
            notes.add(wording.say("note.cut", "count", Reading.DETECTIONS_MAX));
        }
        return notes;
    }

    /** Where the period is empty, what there is outside it. */
    private Optional<Entry> latest() {
        return reading.latest(situation.focus().subjects()).map(this::entry);
    }

    private Entry entry(Story story) {
        Finding finding = Finding.of(List.of(story), names.machines()).getFirst();
        String text = wording.say("latest", "technique", lines.technique(finding), "machine",
                names.subject(story.source()), "period",
                wording.period(finding.occurrences().first(), finding.last()));
        return new Entry("", "", new Briefing.Line(text, finding.refs().toList()), RANK_FROM);
    }
}
