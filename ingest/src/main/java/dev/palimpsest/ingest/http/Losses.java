package dev.palimpsest.ingest.http;

import dev.palimpsest.ingest.decode.indicator.Indicator;
import dev.palimpsest.ingest.decode.indicator.ValueForm;
import dev.palimpsest.memory.observation.Observation;
import dev.palimpsest.memory.observation.Payload.Event;
import dev.palimpsest.memory.observation.Payload.IntelligenceObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What was wrong with what is kept all the same, in a line without any of its content. */
final class Losses {

    /** Most kinds of loss that are told of one item. */
    private static final int KINDS_MAX = 3;

    private Losses() {}

    /** What is to be said of one item, and of how many of its objects where it has several; null where nothing is wrong. */
    static @Nullable String of(List<Observation> observations) {
        Map<String, Integer> losses = new LinkedHashMap<>();
        observations.forEach(observation -> loss(observation).ifPresent(loss -> losses.merge(loss, 1, Integer::sum)));
        if (losses.isEmpty()) {
            return null;
        }
        int all = observations.size();
        return losses.entrySet().stream().limit(KINDS_MAX)
                .map(loss -> (all == 1 ? "" : loss.getValue() + " of " + all + ": ") + loss.getKey())
                .collect(Collectors.joining("; "))
                + (losses.size() > KINDS_MAX ? "; and " + (losses.size() - KINDS_MAX) + " more kinds of loss" : "");
    }

    private static Optional<String> loss(Observation observation) {
        return switch (observation.payload()) {
            case IntelligenceObject object -> object.first(Indicator.PROBLEM_FIELD).or(() -> misshapen(object))
                    .or(() -> Networks.tooWide(object));
            case Event event when event.format().equals("line") -> event.first("error.message");
            default -> Optional.empty();
        };
    }

    private static Optional<String> misshapen(IntelligenceObject object) {
        return object.objectType().equals("indicator")
                ? ValueForm.problem(object.first("indicator.type").orElse(""),
                        object.first("indicator.value").orElse(""))
                : Optional.empty();
    }
}
