package dev.palimpsest.query.brief;

import dev.palimpsest.memory.MemoryRef;
import dev.palimpsest.memory.TrustTier;
import java.util.List;
import java.util.Locale;

/**
 * A briefing as it goes over the wire: plain records of strings and numbers, the same under every JSON library.
 *
 * @param language  BCP 47 tag
 * @param asker     {@code type:name}
 * @param from      ISO 8601 instant in UTC, inclusive
 * @param to        ISO 8601 instant in UTC, exclusive
 * @param citations every {@code id@version}, once each, in the order of the lines
 */
public record BriefingJson(String language, String asker, String title, String from, String to, int tokensMax,
        List<Section> sections, List<String> citations) {

    /**
     * One part.
     *
     * @param topic   {@code lead}, {@code focus}, {@code intelligence}, {@code elsewhere}, {@code related} or {@code asker}
     * @param omitted lines there was no room for
     */
    public record Section(String topic, String title, List<String> notes, List<Group> groups, int omitted) {
        public Section {
            notes = List.copyOf(notes);
            groups = List.copyOf(groups);
        }
    }

    /** Lines that belong together; key and title may be empty. */
    public record Group(String key, String title, List<Line> lines) {
        public Group {
            lines = List.copyOf(lines);
        }
    }

    /**
     * One statement.
     *
     * @param citations {@code id@version} of each memory it was made from
     * @param trust     the weakest word among them, such as {@code sensor-structured}
     * @param untrusted whether that is the word of data or of an assistant: nothing to act on
     */
    public record Line(String text, List<String> citations, String trust, boolean untrusted) {
        public Line {
            citations = List.copyOf(citations);
        }
    }

    public BriefingJson {
        sections = List.copyOf(sections);
        citations = List.copyOf(citations);
    }

    /** The wire form of a briefing. */
    public static BriefingJson of(Briefing briefing) {
        return new BriefingJson(briefing.language().tag(), briefing.asker().toString(), briefing.title(),
                briefing.from().toString(), briefing.to().toString(), briefing.tokensMax(),
                briefing.sections().stream().map(section -> section(briefing, section)).toList(),
                strings(briefing.citations()));
    }

    private static Section section(Briefing briefing, Briefing.Section section) {
        return new Section(section.topic().name().toLowerCase(Locale.ROOT), section.title(), section.notes(),
                section.groups().stream().map(group -> group(briefing, group)).toList(), section.omitted());
    }

    private static Group group(Briefing briefing, Briefing.Group group) {
        return new Group(group.key(), group.title(),
                group.lines().stream().map(line -> line(line, briefing.trust(line))).toList());
    }

    private static Line line(Briefing.Line line, TrustTier trust) {
        return new Line(line.text(), strings(line.refs()), trust.name().toLowerCase(Locale.ROOT).replace('_', '-'),
                trust.isBelow(TrustTier.CONTROL_PLANE));
    }

    private static List<String> strings(List<MemoryRef> refs) {
        return refs.stream().map(MemoryRef::toString).toList();
    }
}
