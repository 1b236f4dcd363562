package dev.palimpsest.observables.attack;

import java.util.List;

/**
 * A piece of software, a group or a campaign that ATT&amp;CK has a name for.
 *
 * @param id such as {@code S0154}, {@code G0016} or {@code C0024}
 * @param kind what it is
 * @param name the name ATT&amp;CK uses
 * @param aliases other names, without {@code name}; may be empty
 */
public record NamedThreat(String id, Kind kind, String name, List<String> aliases) {

    /** What a name stands for. */
    public enum Kind {
        /** Software made to harm. */
        MALWARE,
        /** Software with other uses. */
        TOOL,
        /** People. */
        GROUP,
        /** A series of intrusions. */
        CAMPAIGN
    }

    public NamedThreat {
        aliases = List.copyOf(aliases);
    }
}
