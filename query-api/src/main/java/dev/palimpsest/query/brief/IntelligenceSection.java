package dev.palimpsest.query.brief;

import dev.palimpsest.memory.Content;
import dev.palimpsest.memory.Identity;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.MemoryId;
import dev.palimpsest.memory.MemoryRef;
import dev.palimpsest.memory.Status;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.indicator.IndicatorFields;
import dev.palimpsest.memory.indicator.Lifecycle;
import dev.palimpsest.memory.indicator.SightingType;
import dev.palimpsest.query.brief.Briefing.Line;
import dev.palimpsest.query.brief.Briefing.Topic;
import dev.palimpsest.query.brief.Draft.Entry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What intelligence says of what happened: what was met, what is known to work that way, what is only listed. */
final class IntelligenceSection {

    /** Rank of the first line, between those of the focus. */
    static final int RANK_FROM = 11;

    /** Most techniques named on one line. */
    static final int TECHNIQUES_MAX = 8;

    private final Situation situation;
    private final Names names;
    private final Wording wording;

    private record Meeting(MemoryId indicator, Subject machine) {}

    IntelligenceSection(Situation situation, Names names) {
        this.situation = situation;
        this.names = names;
        this.wording = names.wording();
    }

    Draft draft() {
        List<Line> lines = new ArrayList<>();
        situation.activities().forEach(activity -> situation.resemblances().getOrDefault(activity, List.of()).stream()
                .filter(each -> !each.shared().isEmpty()).map(this::known).forEach(lines::add));
        Map<Meeting, List<Contact>> meetings = situation.contacts().stream().collect(Collectors.groupingBy(
                contact -> new Meeting(contact.indicator().id(), names.machines().of(contact.story().source())),
                LinkedHashMap::new, Collectors.toList()));
        meetings.values().stream().map(this::met).forEach(lines::add);
        Set<MemoryId> told = meetings.keySet().stream().map(Meeting::indicator).collect(Collectors.toSet());
        situation.listed().stream().filter(indicator -> !told.contains(indicator.id())).map(this::listed)
                .forEach(lines::add);
        situation.activities().forEach(activity -> lines.addAll(named(activity)));
        List<Entry> entries = new ArrayList<>();
        lines.forEach(line -> entries.add(new Entry("", "", line, RANK_FROM + 2 * entries.size())));
        return new Draft(Topic.INTELLIGENCE, wording.say("section.INTELLIGENCE"), List.of(), entries, 0);
    }

    private Line known(Resemblance resemblance) {
        Names.Machine machine = names.machine(resemblance.activity().machine());
        List<MemoryRef> refs = new ArrayList<>(resemblance.shared().values());
        refs.addAll(machine.refs());
        String text = wording.say("known.uses", "malware", names.subject(resemblance.malware()), "shared",
                resemblance.shared().size(), "seen", resemblance.seen(), "machine", machine.text(), "techniques",
                techniques(List.copyOf(resemblance.shared().keySet())));
        String others = resemblance.others().isEmpty()
                ? ""
                : wording.say("known.others", "techniques", techniques(resemblance.others()));
        return new Line(text + others, refs);
    }

    private Line met(List<Contact> contacts) {
        Memory indicator = contacts.getFirst().indicator();
        Names.Machine machine = names.machine(contacts.getFirst().story().source());
        Finding whole = Finding.of(contacts.stream().map(Contact::story).distinct().toList(), names.machines())
                .stream().reduce(Finding::plus).orElseThrow();
        List<MemoryRef> refs = new ArrayList<>(List.of(indicator.ref()));
        whole.refs().forEach(refs::add);
        refs.addAll(machine.refs());
        return new Line(wording.say("indicator.met", "indicator", names.subject(indicator.subject()), "what",
                what(indicator), "source", source(indicator), "confidence", percent(indicator), "score",
                score(indicator), "standing",
                standing(indicator), "machine", machine.text(), "times",
                wording.times(whole.occurrences().count()), "period",
                wording.period(whole.occurrences().first(), whole.last())), refs);
    }

    private Line listed(Memory indicator) {
        return new Line(wording.say("indicator.listed", "indicator", names.subject(indicator.subject()), "what",
                what(indicator), "source", source(indicator), "confidence", percent(indicator), "score",
                score(indicator), "standing",
                standing(indicator)), List.of(indicator.ref()));
    }

    /** Software that detections name themselves, where nothing else has been said of it. */
    private List<Line> named(Activity activity) {
        Set<Subject> told = situation.resemblances().getOrDefault(activity, List.of()).stream()
                .map(Resemblance::malware).collect(Collectors.toSet());
        Set<Subject> malware = new LinkedHashSet<>();
        activity.stories().stream().filter(story -> !story.isDerived())
                .forEach(story -> story.malware().stream().filter(each -> !told.contains(each)).forEach(malware::add));
        return malware.stream().map(each -> named(each, activity.stories().stream()
                .filter(story -> !story.isDerived() && story.malware().contains(each)).toList())).toList();
    }

    private Line named(Subject malware, List<Story> stories) {
        Finding whole = Finding.of(stories, names.machines()).stream().reduce(Finding::plus).orElseThrow();
        Names.Machine machine = names.machine(whole.source());
        List<MemoryRef> refs = new ArrayList<>(whole.refs().toList());
        refs.addAll(machine.refs());
        List<String> ids = stories.stream().map(story -> Names.current(story.technique())).distinct().sorted().toList();
        return new Line(wording.say("malware.named", "malware", names.subject(malware), "techniques", techniques(ids),
                "machine", machine.text(), "period",
                wording.period(whole.occurrences().first(), whole.last())), refs);
    }

    private String techniques(List<String> ids) {
        return wording.list(ids.stream().map(names::technique).toList(), TECHNIQUES_MAX);
    }

    /** The feed's description, else the software it names, else that it is bad. */
    private String what(Memory indicator) {
        Content.Plain content = indicator.content().plain().orElse(Content.Plain.of(""));
        return content.first("threat.indicator.description").map(names::told).map(Shown::words)
                .filter(text -> !text.isEmpty())
                .or(() -> Contact.malwareOf(indicator).findFirst().map(names::subject))
                .orElseGet(() -> wording.say("indicator.unknown", "type", indicator.subject().type()));
    }

    private String source(Memory indicator) {
        Identity identity = indicator.identity();
        List<String> sources = indicator.content().plain().map(content -> content.all(IndicatorFields.SOURCE))
                .filter(named -> !named.isEmpty()).orElse(List.of(identity.key()));
        return identity.form() == Identity.Form.INDICATOR
                ? Shown.value(names.told(String.join(", ", sources)))
                : "?";
    }

    private static long percent(Memory indicator) {
        return Math.round(indicator.confidence() * 100);
    }

    /** What it is worth at the time of the briefing. */
    private int score(Memory indicator) {
        return Lifecycle.score(indicator, situation.request().now()).orElse(0);
    }

    /** What has become of the indicator since, and what speaks against it; nothing where it stands. */
    private String standing(Memory indicator) {
        if (indicator.status() != Status.CURRENT) {
            return wording.say("indicator." + indicator.status().name());
        }
        Content.Plain content = indicator.content().plain().orElse(Content.Plain.of(""));
        long wrong = Lifecycle.count(content, SightingType.FALSE_POSITIVE);
        String reported = wrong == 0 ? "" : wording.say("indicator.false", "times", wording.times(wrong));
        String listed = content.first(IndicatorFields.WARNINGLIST)
                .map(list -> wording.say("indicator.warninglist", "list", Shown.value(names.told(list)))).orElse("");
        return ended(indicator) + reported + listed;
    }

    private String ended(Memory indicator) {
        Instant end = indicator.valid().to();
        if (!Lifecycle.hasEnded(indicator, situation.request().now())) {
            return "";
        }
        return end == null
                ? wording.say("indicator.EXPIRED")
                : wording.say("indicator.ended", "time", wording.time(end));
    }
}
