package dev.palimpsest.observables.attack;

import java.util.List;

/**
 * A name found in a text.
 *
 * @param threats what goes by it, never empty; more than one where a group and its malware share a name
 * @param start index of its first UTF-16 unit, inclusive
 * @param end index after its last, exclusive
 * @param raw the text between them
 */
public record NameMatch(List<NamedThreat> threats, int start, int end, String raw) {

    public NameMatch {
        threats = List.copyOf(threats);
    }
}
