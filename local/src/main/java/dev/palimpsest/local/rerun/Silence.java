package dev.palimpsest.local.rerun;

import dev.palimpsest.memory.SourceName;
import dev.palimpsest.memory.observation.Observation;
import dev.palimpsest.query.audit.KeptObservations.Kept;
import java.time.Instant;

/**
 * A source that is not listened to for a time.
 *
 * @param source a sender, all of whose streams are meant, or one stream as {@code SENDER/LABEL}
 * @param from   by when the log took what it said
 * @param until  exclusive
 */
public record Silence(String source, Instant from, Instant until) {

    boolean covers(Kept kept) {
        Observation said = kept.observation();
        return !kept.at().isBefore(from) && kept.at().isBefore(until)
                && (said.source().equals(source) || SourceName.sender(said.source()).equals(source));
    }
}
