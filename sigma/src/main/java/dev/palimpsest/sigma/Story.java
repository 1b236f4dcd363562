package dev.palimpsest.sigma;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How what a rule finds is told, from its {@code palimpsest} block.
 *
 * @param from       who did it: the first that the event names; empty where the event decides
 * @param on         to whom: the first that the event names; empty where the event decides
 * @param confidence how likely an event that fits is the real thing, 0 to 1
 * @param software   what the rule is typical of, by its ATT&amp;CK name; null for most
 */
public record Story(List<Party> from, List<Party> on, double confidence, @Nullable String software) {
    public Story {
        from = List.copyOf(from);
        on = List.copyOf(on);
    }
}
