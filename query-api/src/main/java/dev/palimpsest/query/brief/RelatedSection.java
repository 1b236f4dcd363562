package dev.palimpsest.query.brief;

import dev.palimpsest.memory.Content;
import dev.palimpsest.memory.Evidence;
import dev.palimpsest.memory.Kind;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.TrustTier;
import dev.palimpsest.query.brief.Briefing.Line;
import dev.palimpsest.query.brief.Briefing.Topic;
import dev.palimpsest.query.brief.Draft.Entry;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What was said and decided before: decisions and asset facts of the team about what the briefing is about, then the
 * asker's own words that bear on it. A colleague's conversations are not quoted, and neither is an assistant: its words
 * are no evidence, least of all for another assistant.
 */
final class RelatedSection {

    /** Most lines. */
    static final int LINES_MAX = 4;

    /** Rank of the first line. */
    static final int RANK_FROM = 40;

    private final Situation situation;
    private final Reading reading;
    private final Names names;
    private final Wording wording;

    RelatedSection(Situation situation, Reading reading, Names names) {
        this.situation = situation;
        this.reading = reading;
        this.names = names;
        this.wording = names.wording();
    }

    Draft draft() {
        Asker asker = situation.asker();
        Set<Subject> about = about();
        Set<String> told = Stream.of(asker.watches().values(), asker.habits().values(), asker.slots().values())
                .flatMap(memories -> memories.stream()).flatMap(RelatedSection::observations)
                .collect(Collectors.toCollection(HashSet::new));
        Set<Memory> found = new LinkedHashSet<>();
        Stream.concat(reading.facts(about).stream(),
                reading.matches(asker.subject(), situation.request().text()).stream()
                        .filter(memory -> bearsOn(memory, about)))
                .filter(memory -> TrustTier.ASSISTANT.isBelow(memory.trust())).forEach(memory -> {
                    if (observations(memory).noneMatch(told::contains)) {
                        found.add(memory);
                        observations(memory).forEach(told::add);
                    }
                });
        List<Entry> entries = new ArrayList<>();
        found.stream().flatMap(memory -> memory.content().plain().map(content -> line(memory, content)).stream())
                .limit(LINES_MAX)
                .forEach(line -> entries.add(new Entry("", "", line, RANK_FROM + entries.size())));
        return new Draft(Topic.RELATED, wording.say("section.RELATED"), List.of(), entries,
                Math.max(0, found.size() - LINES_MAX));
    }

    private Line line(Memory memory, Content.Plain content) {
        String quote = wording.say("quote", "text", Shown.words(
                memory.trust().isBelow(TrustTier.CONTROL_PLANE) ? names.told(content.text()) : content.text()));
        String time = wording.time(memory.occurrences().last());
        String who = memory.subject().equals(situation.asker().subject())
                ? wording.say("related.you")
                : names.subject(memory.subject());
        String text = memory.kind() == Kind.EPISODIC
                ? wording.say("related.said", "time", time, "text", quote)
                : wording.say("related.fact", "who", who, "time", time, "text", quote);
        return new Line(text, List.of(memory.ref()));
    }

    /** What is watched or named, and the machines, techniques and malware of what happened there. */
    private Set<Subject> about() {
        Set<Subject> all = new HashSet<>(situation.focus().subjects());
        situation.activities().stream().limit(LeadSection.ACTIVITIES_MAX).forEach(activity -> {
            all.add(activity.machine());
            situation.resemblances().getOrDefault(activity, List.of()).forEach(each -> all.add(each.malware()));
        });
        return all;
    }

    private boolean bearsOn(Memory memory, Set<Subject> about) {
        if (!(memory.content() instanceof Content.Plain content) || isTheQuestion(content.text())) {
            return false;
        }
        return content.entities().stream().anyMatch(about::contains)
                || Terms.related(Terms.in(situation.request().text()), Terms.in(content.text()));
    }

    private boolean isTheQuestion(String text) {
        return Shown.words(text).equalsIgnoreCase(Shown.words(situation.request().text()));
    }

    private static Stream<String> observations(Memory memory) {
        return memory.evidence().stream().map(Evidence::observation);
    }
}
