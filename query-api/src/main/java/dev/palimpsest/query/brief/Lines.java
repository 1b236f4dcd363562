package dev.palimpsest.query.brief;

import dev.palimpsest.memory.Content;
import dev.palimpsest.memory.MemoryRef;
import dev.palimpsest.memory.Status;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.TrustTier;
import dev.palimpsest.query.brief.Briefing.Line;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Findings put into words. */
final class Lines {

    /** Most targets named on one line. */
    static final int TARGETS_MAX = 4;

    /** Most rule names or formats on one line. */
    static final int EVIDENCE_MAX = 3;

    /** Below this a detection is called doubtful. */
    static final double CONFIDENCE_LOW = 0.4;

    private final Wording wording;
    private final Names names;
    private final boolean isShort;

    /** @param isShort whether to leave out what a line rests on besides its citations */
    Lines(Names names, boolean isShort) {
        this.wording = names.wording();
        this.names = names;
        this.isShort = isShort;
    }

    /** What, from where to where, how often, when, on what evidence. */
    Line finding(Finding finding) {
        return finding(finding, "");
    }

    /** The same under a heading that names the technique. */
    Line findingUnderTechnique(Finding finding) {
        return finding(finding, ".under");
    }

    private Line finding(Finding finding, String place) {
        List<MemoryRef> refs = new ArrayList<>(finding.refs().toList());
        Names.Machine source = source(finding, refs);
        String key = finding.targets().isEmpty() ? "finding.local" : "finding.remote";
        return new Line(wording.say(key + place, "technique", technique(finding), "source", source.text(), "targets",
                targets(finding, true, refs), "times", wording.times(finding.occurrences().count()), "period",
                wording.period(finding.occurrences().first(), finding.occurrences().last()), "doubt", doubt(finding),
                "evidence", isShort ? "" : evidence(finding)), refs);
    }

    /** The machine whose doing it is; what joins its names is added to the citations. */
    Names.Machine source(Finding finding, Collection<MemoryRef> refs) {
        Names.Machine source = names.machine(finding.stories().getFirst().source());
        refs.addAll(source.refs());
        return source;
    }

    /** The targets by name, with how often each where there are several and it is asked for. */
    String targets(Finding finding, boolean counted, Collection<MemoryRef> refs) {
        Map<Subject, Long> targets = finding.targets();
        List<Map.Entry<Subject, Long>> often = targets.entrySet().stream()
                .sorted(Map.Entry.<Subject, Long>comparingByValue().reversed()).toList();
        List<String> texts = new ArrayList<>();
        for (Map.Entry<Subject, Long> each : often) {
            String text = texts.size() < TARGETS_MAX ? target(finding, each.getKey(), refs) : "";
            texts.add(counted && targets.size() > 1
                    ? wording.say("finding.target", "target", text, "count", each.getValue())
                    : text);
        }
        return wording.list(texts, TARGETS_MAX);
    }

    private String target(Finding finding, Subject machine, Collection<MemoryRef> refs) {
        Subject told = finding.stories().stream().map(Story::target)
                .filter(target -> names.machines().of(target).equals(machine)).findFirst().orElse(machine);
        Names.Machine name = names.machine(told);
        refs.addAll(name.refs());
        return name.text();
    }

    /** The technique as ATT&amp;CK names it, otherwise as the rule does. */
    String technique(Finding finding) {
        String rules = ruleNames(finding);
        return Names.isTechnique(finding.technique()) || rules.isEmpty()
                ? names.technique(finding.technique())
                : rules;
    }

    private String doubt(Finding finding) {
        if (finding.stories().stream().anyMatch(story -> story.memory().status() == Status.QUARANTINED)) {
            return wording.say("doubt.held");
        }
        boolean freeText = finding.stories().stream()
                .noneMatch(story -> TrustTier.SENSOR_FREE_TEXT.isBelow(story.memory().trust()));
        if (freeText) {
            return wording.say("doubt.text");
        }
        boolean low = finding.stories().stream().allMatch(story -> story.memory().confidence() < CONFIDENCE_LOW);
        return low ? wording.say("doubt.low") : "";
    }

    private String evidence(Finding finding) {
        String rules = Names.isTechnique(finding.technique()) ? ruleNames(finding) : "";
        String formats = distinct(finding, "event.format");
        List<String> parts = Stream
                .of(rules.isEmpty() ? "" : wording.say("finding.rules", "rules", rules),
                        formats.isEmpty() ? "" : wording.say("finding.formats", "formats", formats))
                .filter(part -> !part.isEmpty()).toList();
        return parts.isEmpty()
                ? ""
                : wording.say("finding.evidence", "items",
                        String.join(wording.say("finding.evidence.separator"), parts));
    }

    /** Read out of free text, or worded like an order though not enough to be held. */
    private static boolean isFreeText(Story story) {
        return !TrustTier.SENSOR_FREE_TEXT.isBelow(story.memory().trust())
                || !story.content().all(Content.INSTRUCTION_SCORE).isEmpty();
    }

    private String ruleNames(Finding finding) {
        return distinct(finding, "rule.name");
    }

    private String distinct(Finding finding, String attribute) {
        List<String> values = finding.stories().stream().flatMap(story -> story.content().all(attribute).stream()
                .map(value -> Shown.isOrder(value)
                        ? wording.say("withheld")
                        : Shown.words(value, Shown.VALUE_LENGTH_MAX))
                .filter(value -> !value.isEmpty())
                .map(value -> isFreeText(story) ? Shown.fenced(value) : value)).distinct().toList();
        return wording.list(values, EVIDENCE_MAX);
    }
}
