package dev.palimpsest.ingest.decode;

import dev.palimpsest.ingest.decode.record.DecodedRecord;
import java.util.List;

/** What an input turned out to be. */
public sealed interface Decoded {

    /**
     * It holds this.
     *
     * @param records in the order of the input; at least one
     */
    record Records(List<DecodedRecord> records) implements Decoded {
        public Records {
            records = List.copyOf(records);
            if (records.isEmpty()) {
                throw new IllegalArgumentException("no records: say Nothing and why");
            }
        }
    }

    /**
     * It was understood and there is nothing in it to keep, such as a comment or a bundle of markings.
     *
     * @param reason one clear line
     */
    record Nothing(String reason) implements Decoded {}

    /**
     * It cannot be kept as an observation.
     *
     * @param reason one clear line, without any of the content
     */
    record Undecodable(String reason) implements Decoded {}
}
