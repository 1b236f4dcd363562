package dev.palimpsest.ingest.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of one item of a batch.
 *
 * @param index        its place in the batch, from 0
 * @param status       {@code accepted}: durable; {@code ignored}: nothing in it to keep; {@code refused}: sending it
 *                     again will not help; {@code failed}: send it again
 * @param observations ids of what it became; empty unless accepted
 * @param reason       why not; where accepted, what was wrong with what is kept all the same, else null
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record ItemResult(int index, String status, List<String> observations, @Nullable String reason) {

    static ItemResult accepted(int index, List<String> observations, @Nullable String damage) {
        return new ItemResult(index, "accepted", observations, damage);
    }

    static ItemResult ignored(int index, String reason) {
        return new ItemResult(index, "ignored", List.of(), reason);
    }

    static ItemResult refused(int index, String reason) {
        return new ItemResult(index, "refused", List.of(), reason);
    }

    static ItemResult failed(int index, String reason) {
        return new ItemResult(index, "failed", List.of(), reason);
    }
}
