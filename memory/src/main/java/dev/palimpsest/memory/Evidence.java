package dev.palimpsest.memory;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The raw record that a claim rests on, found again by topic, partition and offset.
 *
 * @param observation the observation's id
 * @param source      who sent the observation: a feed's, a sensor's or a caller's name, see {@link SourceName}
 * @param topic       topic of the record, normally the observations
 * @param partition   its partition
 * @param offset      its offset
 * @param span        the words or field that carry the claim; null where the whole record does
 * @param extractor   who read the claim out of it
 */
public record Evidence(String observation, String source, String topic, int partition, long offset, @Nullable Span span,
        Extractor extractor) {

    /** Who sent it, whatever they call the stream it came in: what counts when sources are counted. */
    public String sender() {
        return SourceName.sender(source);
    }

    /** Whether the other is the same reading of the same observation, though its record may stand elsewhere. */
    public boolean isSameReading(Evidence other) {
        return observation.equals(other.observation) && Objects.equals(span, other.span)
                && extractor.equals(other.extractor);
    }
}
