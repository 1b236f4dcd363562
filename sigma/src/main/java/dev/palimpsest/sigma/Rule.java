package dev.palimpsest.sigma;

import dev.palimpsest.sigma.match.Clause;
import java.util.List;

/**
 * A Sigma rule that was understood.
 *
 * @param id         its UUID, or where it has none one made of its digest
 * @param title      one line
 * @param level      how bad it is
 * @param retired    whether its status says that nobody should evaluate it
 * @param source     the logs it is about
 * @param techniques ATT&amp;CK ids in its tags, such as {@code T1059.001}; not checked
 * @param fields     what its author calls interesting, by which one case is told from another, as events name it
 * @param story      how it is told
 * @param when       what it asks, of fields as it names them
 * @param place      file and line
 * @param digest     of its content, whatever the layout and the comments: 16 hexadecimal digits
 */
public record Rule(String id, String title, Level level, boolean retired, LogSource source, List<String> techniques,
        List<String> fields, Story story, Clause when, String place, String digest) {
    public Rule {
        techniques = List.copyOf(techniques);
        fields = List.copyOf(fields);
    }
}
