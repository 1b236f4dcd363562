package dev.palimpsest.ingest.http;

import dev.palimpsest.memory.Hash;
import java.util.HashMap;
import java.util.Map;

/**
 * Names the records of one request by their content, and where the same words come again by how often they came: as many
 * events as lines, and the same request again names the same. For one thread.
 */
final class Repeats {

    private final Map<Hash, Integer> seen = new HashMap<>();

    /** The name of the next record. */
    String name(byte[] record) {
        Hash content = Hash.of(record);
        int times = seen.merge(content, 1, Integer::sum);
        return times == 1 ? content.hex() : content.hex() + '#' + times;
    }
}
