package dev.palimpsest.processor.extract;

import dev.palimpsest.memory.Evidence;
import dev.palimpsest.memory.Extractor;
import dev.palimpsest.memory.Span;
import dev.palimpsest.memory.observation.Observation;
import org.jspecify.annotations.Nullable;

/** An observation and where its record stands. */
public record Observed(Observation observation, String topic, int partition, long offset) {

    /** This record as evidence; the span is null where the record as a whole carries the claim. */
    public Evidence evidence(@Nullable Span span, Extractor extractor) {
        return new Evidence(observation.id().value(), observation.source(), topic, partition, offset, span, extractor);
    }
}
