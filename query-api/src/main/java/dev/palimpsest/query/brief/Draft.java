package dev.palimpsest.query.brief;

import dev.palimpsest.query.brief.Briefing.Line;
import dev.palimpsest.query.brief.Briefing.Topic;
import java.util.List;

/**
 * A section before the budget.
 *
 * @param notes   always kept
 * @param entries in the order they shall stand; entries of one group follow one another
 * @param omitted lines left out already
 */
record Draft(Topic topic, String title, List<String> notes, List<Entry> entries, int omitted) {

    /**
     * A line and how much it matters.
     *
     * @param key   of its group
     * @param group title of its group; may be empty
     * @param rank  0 for what matters most; what has the highest rank is dropped first
     */
    record Entry(String key, String group, Line line, int rank) {}

    Draft {
        notes = List.copyOf(notes);
        entries = List.copyOf(entries);
    }

    boolean isEmpty() {
        return notes.isEmpty() && entries.isEmpty();
    }
}
