package dev.palimpsest.query.brief;

import dev.palimpsest.memory.MemoryRef;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.TrustTier;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An answer made of remembered facts. Two briefings over the same memories and request are equal.
 *
 * @param language  it is written in
 * @param asker     whom it is for
 * @param title     one line, without markup
 * @param from      beginning of the period it looks at, inclusive
 * @param to        its end, exclusive
 * @param sections  the most telling first; never empty
 * @param tokensMax the budget it keeps to when rendered, by {@link Tokens}
 * @param trust     on whose word each version cited rests
 */
public record Briefing(Language language, Subject asker, String title, Instant from, Instant to,
        List<Section> sections, int tokensMax, Map<MemoryRef, TrustTier> trust) {

    public Briefing {
        sections = List.copyOf(sections);
        trust = Map.copyOf(trust);
    }

    /** The parts a briefing can have. */
    public enum Topic {
        /** What matters most, in a line or two. */
        LEAD,
        /** What happened on what the asker watches or asked about; all detections where neither is known. */
        FOCUS,
        /** The intelligence that bears on it, and why. */
        INTELLIGENCE,
        /** Other notable detections. */
        ELSEWHERE,
        /** What was said and decided before. */
        RELATED,
        /** What is remembered about the asker. */
        ASKER
    }

    /**
     * One part.
     *
     * @param notes   sentences that state no remembered fact, such as that nothing was found
     * @param omitted lines there was no room for
     */
    public record Section(Topic topic, String title, List<Group> groups, List<String> notes, int omitted) {
        public Section {
            groups = List.copyOf(groups);
            notes = List.copyOf(notes);
        }
    }

    /**
     * Lines that belong together.
     *
     * @param key   what they share, such as {@code lateral-movement}, the same in every language; may be empty
     * @param title the same for people; empty where the section has one nameless group
     * @param lines never empty
     */
    public record Group(String key, String title, List<Line> lines) {
        public Group {
            lines = List.copyOf(lines);
        }
    }

    /**
     * One statement.
     *
     * @param text one line without markup or control characters; addresses of others are defanged
     * @param refs the memory versions it was made from, without repeats; never empty
     */
    public record Line(String text, List<MemoryRef> refs) {
        public Line {
            refs = List.copyOf(new LinkedHashSet<>(refs));
            if (refs.isEmpty()) {
                throw new IllegalArgumentException("a line without a citation");
            }
        }
    }

    /** The weakest word that a line rests on; nobody's where a version of it was not read. */
    public TrustTier trust(Line line) {
        return line.refs().stream().map(ref -> trust.getOrDefault(ref, TrustTier.UNKNOWN))
                .min(Comparator.naturalOrder()).orElse(TrustTier.UNKNOWN);
    }

    /** Every version cited, in the order of the lines, once each: what the receipt of this recall names. */
    public List<MemoryRef> citations() {
        Set<MemoryRef> all = new LinkedHashSet<>();
        sections.forEach(
                section -> section.groups().forEach(group -> group.lines().forEach(l -> all.addAll(l.refs()))));
        return List.copyOf(all);
    }
}
