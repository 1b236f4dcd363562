package dev.palimpsest.local.chaos;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;

/**
 * How it went.
 *
 * @param holds    whether every promise was kept
 * @param seed     by which the same kills come in the same order
 * @param asked    rounds that were asked for
 * @param rounds   rounds that there was time for
 * @param kills    how often each part was killed
 * @param figures  what was done and found, by name
 * @param problems what was not as promised, in words
 */
public record Verdict(boolean holds, long seed, @JsonProperty("rounds_asked") int asked, int rounds,
        Map<String, Integer> kills, Map<String, Object> figures, List<String> problems) {

    public Verdict {
        problems = List.copyOf(problems);
    }
}
