package dev.palimpsest.ingest.feed;

import dev.palimpsest.ingest.decode.Decoded;
import dev.palimpsest.ingest.decode.Decoders;
import dev.palimpsest.ingest.decode.record.Arrival;
import dev.palimpsest.ingest.decode.record.Arrival.Expected;
import dev.palimpsest.memory.observation.Payload.IntelligenceObject;
import java.time.Instant;
import java.util.List;

/** Objects of an invented feed, and what a page of them tells. */
final class Stix {

    static final String INDICATOR = object("indicator", 1,
            "\"pattern\":\"[domain-name:value = 'c2.example']\",\"pattern_type\":\"stix\",\"valid_from\":\"2026-01-01T00:00:00Z\"");
    static final String MALWARE = object("malware", 2, "\"name\":\"Night Heron\",\"is_family\":true");
    static final String INDICATES = object("relationship", 3, "\"relationship_type\":\"indicates\",\"source_ref\":\""
            + id("indicator", 1) + "\",\"target_ref\":\"" + id("malware", 2) + "\"");
    static final String TECHNIQUE = object("attack-pattern", 4, "\"name\":\"Phishing\"");
    static final String USES = object("relationship", 5, "\"relationship_type\":\"uses\",\"source_ref\":\""
            + id("malware", 2) + "\",\"target_ref\":\"" + id("attack-pattern", 4) + "\"");
    static final String SIGHTING = object("sighting", 6,
            "\"sighting_of_ref\":\"" + id("indicator", 1) + "\",\"count\":2");

    private Stix() {}

    /** What the decoder makes of a page. */
    static List<String> told(String page) {
        Arrival arrival = Arrival.of("hub", Instant.parse("2026-03-01T00:00:00Z")).expecting(Expected.INTELLIGENCE);
        return new Decoders().decode(page, arrival) instanceof Decoded.Records found
                ? found.records().stream().map(record -> told((IntelligenceObject) record.payload())).toList()
                : List.of();
    }

    private static String told(IntelligenceObject object) {
        return object.objectType().equals("relationship")
                ? "relationship " + first(object, "source.name") + " " + first(object, "relationship.type") + " "
                        + first(object, "target.name")
                : object.objectType() + " " + first(object, "indicator.value") + " " + first(object, "malware");
    }

    private static String first(IntelligenceObject object, String field) {
        return object.first(field).orElse("-");
    }

    private static String object(String type, int number, String more) {
        return "{\"type\":\"" + type + "\",\"spec_version\":\"2.1\",\"id\":\"" + id(type, number)
                + "\",\"created\":\"2026-01-01T00:00:00Z\",\"modified\":\"2026-01-01T00:00:00Z\"," + more + "}";
    }

    private static String id(String type, int number) {
        return type + "--00000000-0000-4000-8000-00000000000" + number;
    }
}
