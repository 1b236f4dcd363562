package dev.palimpsest.processor.extract.intelligence;

import dev.palimpsest.memory.Content.Plain;
import dev.palimpsest.memory.indicator.IndicatorFields;
import dev.palimpsest.memory.indicator.Lifecycle;
import dev.palimpsest.memory.indicator.SightingType;
import java.util.ArrayList;
import java.util.List;

/** What speaks against an indicator. */
final class Doubt {

    private Doubt() {}

    /** In words, for the sentence of a detection; empty where nothing does. */
    static String of(Plain indicator) {
        List<String> doubts = new ArrayList<>();
        long wrong = Lifecycle.count(indicator, SightingType.FALSE_POSITIVE);
        if (wrong > 0) {
            doubts.add("reported as a false positive " + (wrong == 1 ? "once" : wrong + " times"));
        }
        indicator.all(IndicatorFields.WARNINGLIST).stream().findFirst()
                .ifPresent(name -> doubts.add("on the warning list \"" + name + "\""));
        if (!indicator.all(IndicatorFields.PATTERN_MATCH).isEmpty()) {
            doubts.add("one part of a pattern whose other parts were not checked");
        }
        return String.join(", ", doubts);
    }
}
