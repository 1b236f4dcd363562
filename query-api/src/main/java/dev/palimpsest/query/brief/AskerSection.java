package dev.palimpsest.query.brief;

import dev.palimpsest.memory.Content;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.query.brief.Briefing.Line;
import dev.palimpsest.query.brief.Briefing.Topic;
import dev.palimpsest.query.brief.Draft.Entry;
import java.util.ArrayList;
import java.util.List;

/** What is remembered about the asker: it decided what this briefing is about. */
final class AskerSection {

    /** Rank of the first line: after the foremost findings. */
    static final int RANK_FROM = 25;

    private final Asker asker;
    private final Names names;
    private final Wording wording;

    AskerSection(Asker asker, Names names) {
        this.asker = asker;
        this.names = names;
        this.wording = names.wording();
    }

    Draft draft() {
        List<Line> lines = new ArrayList<>();
        asker.watches().forEach((target, memory) -> lines.add(line("asker.watch", target, memory)));
        asker.habits().forEach((target, memory) -> lines.add(line("asker.habit", target, memory)));
        asker.slots().forEach((slot, memory) -> lines.add(slot(slot, memory)));
        asker.rivals().forEach(memory -> lines.add(rival(memory)));
        List<Entry> entries = new ArrayList<>();
        lines.forEach(line -> entries.add(new Entry("", "", line, RANK_FROM + entries.size())));
        return new Draft(Topic.ASKER, wording.say("section.ASKER"), List.of(), entries, 0);
    }

    private Line line(String key, Subject target, Memory memory) {
        return said(wording.say(key, "target", names.subject(target)), memory);
    }

    private Line slot(String slot, Memory memory) {
        Content.Plain content = memory.content().plain().orElse(Content.Plain.of(""));
        String text = slot.equals("grouping")
                ? Grouping.in(content).map(this::grouping).orElse(content.text())
                : content.text();
        return said(Shown.words(text), memory);
    }

    /** What one weak source alone says is told as such. */
    private Line said(String text, Memory memory) {
        return new Line(memory.isCandidate() ? wording.say("asker.candidate", "text", text) : text,
                List.of(memory.ref()));
    }

    private Line rival(Memory memory) {
        String text = memory.content().plain().map(Content.Plain::text).orElse("");
        return new Line(wording.say("asker.rival", "text", Shown.words(text)), List.of(memory.ref()));
    }

    private String grouping(Grouping grouping) {
        return wording.say("asker.grouping", "grouping", wording.say("grouping." + grouping.name()));
    }
}
