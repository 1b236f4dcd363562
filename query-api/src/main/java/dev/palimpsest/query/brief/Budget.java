package dev.palimpsest.query.brief;

import dev.palimpsest.memory.MemoryRef;
import dev.palimpsest.query.brief.Briefing.Group;
import dev.palimpsest.query.brief.Briefing.Line;
import dev.palimpsest.query.brief.Briefing.Section;
import dev.palimpsest.query.brief.BriefingText.Piece;
import dev.palimpsest.query.brief.Draft.Entry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Keeps a briefing within its tokens, citations and headings included. Lines are taken in the order of their rank, whole
 * or not at all; a shorter line of a higher rank may still come where a long one found no room.
 */
final class Budget {

    private static final int COUNT_MAX = 99_999;

    private final Wording wording;
    private final Set<MemoryRef> cited = new HashSet<>();
    private final Set<List<String>> opened = new HashSet<>();
    private int left;

    Budget(Wording wording, int tokensMax) {
        this.wording = wording;
        this.left = tokensMax;
    }

    /** The sections that fit under the title. */
    List<Section> fit(String title, List<Draft> drafts) {
        left -= BriefingText.cost(Piece.TITLE, title) + BriefingText.cost(Piece.SECTION, wording.say("citations"));
        drafts.forEach(draft -> left -= frame(draft));
        Set<Entry> kept = new HashSet<>();
        Map<Entry, Draft> all = new LinkedHashMap<>();
        drafts.forEach(draft -> draft.entries().forEach(entry -> all.put(entry, draft)));
        all.entrySet().stream().sorted(Comparator.comparingInt(each -> each.getKey().rank())).forEach(each -> {
            if (take(each.getKey(), each.getValue())) {
                kept.add(each.getKey());
            }
        });
        return drafts.stream().map(draft -> section(draft, kept)).toList();
    }

    /** What a section costs before its first line. */
    private int frame(Draft draft) {
        int notes = draft.notes().stream().mapToInt(note -> BriefingText.cost(Piece.NOTE, note)).sum();
        return BriefingText.cost(Piece.SECTION, draft.title()) + notes
                + BriefingText.cost(Piece.MORE, wording.say("more", "count", COUNT_MAX));
    }

    private boolean take(Entry entry, Draft draft) {
        List<String> group = List.of(draft.topic().name(), entry.key());
        Line line = entry.line();
        int cost = BriefingText.cost(Piece.LINE, BriefingText.cited(line));
        if (!entry.group().isEmpty() && !opened.contains(group)) {
            cost += BriefingText.cost(Piece.GROUP, entry.group());
        }
        cost += line.refs().stream().filter(ref -> !cited.contains(ref))
                .mapToInt(ref -> BriefingText.cost(Piece.CITATION, ref.toString())).sum();
        if (cost > left) {
            return false;
        }
        left -= cost;
        opened.add(group);
        cited.addAll(line.refs());
        return true;
    }

    private static Section section(Draft draft, Set<Entry> kept) {
        Map<String, List<Entry>> groups = new LinkedHashMap<>();
        int omitted = draft.omitted();
        for (Entry entry : draft.entries()) {
            if (kept.contains(entry)) {
                groups.computeIfAbsent(entry.key(), _ -> new ArrayList<>()).add(entry);
            } else {
                omitted++;
            }
        }
        List<Group> shown = groups.entrySet().stream()
                .map(each -> new Group(each.getKey(), each.getValue().getFirst().group(),
                        each.getValue().stream().map(Entry::line).toList()))
                .toList();
        return new Section(draft.topic(), draft.title(), shown, draft.notes(), omitted);
    }
}
