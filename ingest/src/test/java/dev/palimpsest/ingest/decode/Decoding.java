package dev.palimpsest.ingest.decode;

import dev.palimpsest.ingest.decode.record.Arrival;
import dev.palimpsest.ingest.decode.record.DecodedRecord;
import dev.palimpsest.memory.observation.Payload;
import java.time.Instant;
import java.util.List;

/** Short ways to decode in tests. */
public final class Decoding {

    public static final Instant RECEIVED = Instant.parse("2026-05-01T12:00:00Z");
    public static final Arrival ARRIVAL = Arrival.of("test", RECEIVED);

    private static final Decoders DECODERS = new Decoders();

    private Decoding() {}

    public static List<DecodedRecord> all(String input) {
        return all(input, ARRIVAL);
    }

    public static List<DecodedRecord> all(String input, Arrival arrival) {
        return switch (DECODERS.decode(input, arrival)) {
            case Decoded.Records found -> found.records();
            case Decoded.Nothing nothing -> throw new AssertionError("nothing: " + nothing.reason());
            case Decoded.Undecodable undecodable -> throw new AssertionError("undecodable: " + undecodable.reason());
        };
    }

    public static DecodedRecord one(String input) {
        List<DecodedRecord> records = all(input);
        if (records.size() != 1) {
            throw new AssertionError(records.size() + " records");
        }
        return records.getFirst();
    }

    public static Payload.Event event(String input) {
        return (Payload.Event) one(input).payload();
    }

    public static List<Payload.IntelligenceObject> intelligence(String input) {
        return all(input).stream().map(record -> (Payload.IntelligenceObject) record.payload()).toList();
    }

    /** {@code type value} of each indicator, in order. */
    public static List<String> indicators(String input) {
        return intelligence(input).stream().filter(object -> object.objectType().equals("indicator"))
                .map(object -> object.first("indicator.type").orElse("") + ' '
                        + object.first("indicator.value").orElse(""))
                .toList();
    }
}
