package dev.palimpsest.query.brief;

import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.MemoryRef;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.observables.attack.Tactic;
import dev.palimpsest.query.brief.Briefing.Line;
import dev.palimpsest.query.brief.Briefing.Topic;
import dev.palimpsest.query.brief.Draft.Entry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The headline: of each of the foremost activities, the gravest thing that happened and what it resembles. */
final class LeadSection {

    /** Most activities in the headline. */
    static final int ACTIVITIES_MAX = 3;

    /** Most techniques and indicators named in one headline. */
    static final int NAMED_MAX = 6;

    private final Situation situation;
    private final Names names;
    private final Wording wording;
    private final Lines lines;

    LeadSection(Situation situation, Names names) {
        this.situation = situation;
        this.names = names;
        this.wording = names.wording();
        this.lines = new Lines(names, true);
    }

    Draft draft() {
        List<Entry> entries = new ArrayList<>();
        situation.activities().stream().limit(ACTIVITIES_MAX).forEach(activity -> {
            headline(activity).ifPresent(line -> entries.add(new Entry("", "", line, entries.size())));
            situation.resemblances().getOrDefault(activity, List.of()).stream().limit(1)
                    .forEach(each -> entries.add(new Entry("", "", resemblance(each), entries.size())));
        });
        return new Draft(Topic.LEAD, wording.say("section.LEAD"), List.of(), entries, 0);
    }

    private Optional<Line> headline(Activity activity) {
        Optional<Tactic> gravest = activity.stories().stream()
                .flatMap(story -> Activity.headline(story, names.machines()).stream()).min(Severity.BY_GRAVITY);
        return gravest.map(tactic -> headline(tactic, activity.stories().stream()
                .filter(story -> Activity.headline(story, names.machines()).contains(tactic)).toList()));
    }

    private Line headline(Tactic tactic, List<Story> stories) {
        Finding foremost = Finding.of(stories, names.machines()).stream().min(Finding.BY_WEIGHT).orElseThrow();
        List<Story> same = stories.stream()
                .filter(story -> names.machines().of(story.source()).equals(foremost.source())).toList();
        List<Finding> parts = Finding.of(same, names.machines());
        Finding whole = parts.stream().reduce(Finding::plus).orElseThrow();
        List<MemoryRef> refs = new ArrayList<>(whole.refs().toList());
        Names.Machine source = lines.source(whole, refs);
        List<String> techniques = parts.stream().map(Finding::technique).distinct().sorted().toList();
        return new Line(wording.say(whole.targets().isEmpty() ? "lead.local" : "lead.remote", "tactic",
                names.tactic(tactic), "source", source.text(), "targets", lines.targets(whole, false, refs),
                "techniques", wording.list(techniques.stream().map(Shown::value).toList(), NAMED_MAX), "times",
                wording.times(whole.occurrences().count()), "period",
                wording.period(whole.occurrences().first(), whole.last())), refs);
    }

    private Line resemblance(Resemblance resemblance) {
        String key = resemblance.contacts().isEmpty()
                ? "resembles.techniques"
                : resemblance.shared().isEmpty() ? "resembles.contact" : "resembles.both";
        Names.Machine machine = names.machine(told(resemblance));
        List<MemoryRef> refs = new ArrayList<>(machine.refs());
        resemblance.contacts().forEach(contact -> {
            refs.add(contact.story().memory().ref());
            refs.add(contact.indicator().ref());
        });
        refs.addAll(resemblance.shared().values());
        resemblance.habit().stream().map(Memory::ref).forEach(refs::add);
        List<String> indicators = resemblance.contacts().stream().map(contact -> contact.indicator().subject())
                .distinct().sorted().map(names::subject).toList();
        return new Line(wording.say(key, "machine", machine.text(), "malware", names.subject(resemblance.malware()),
                "habit", resemblance.habit().isEmpty() ? "" : wording.say("resembles.habit"), "shared",
                resemblance.shared().size(), "seen", resemblance.seen(), "ids",
                wording.list(List.copyOf(resemblance.shared().keySet()), NAMED_MAX), "indicators",
                wording.list(indicators, NAMED_MAX)), refs);
    }

    /** The machine as one of its stories names it, so that both its names can be told. */
    private Subject told(Resemblance resemblance) {
        Activity activity = resemblance.activity();
        return activity.stories().stream().map(Story::source)
                .filter(source -> names.machines().of(source).equals(activity.machine()))
                .min(Comparator.naturalOrder()).orElse(activity.machine());
    }
}
