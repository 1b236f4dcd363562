package dev.palimpsest.ingest.decode.stix;

import com.fasterxml.jackson.databind.JsonNode;
import dev.palimpsest.ingest.decode.indicator.Indicator;
import dev.palimpsest.ingest.decode.record.Arrival;
import dev.palimpsest.ingest.decode.record.DecodeLimits;
import dev.palimpsest.ingest.decode.record.DecodedRecord;
import dev.palimpsest.ingest.decode.record.JsonFields;
import java.util.ArrayList;
import java.util.List;

/** Decodes sightings: one for each value of the indicator that was sighted. */
final class StixSightings {

    private StixSightings() {}

    /** Empty where the indicator is not part of the input, or names no value. */
    static List<DecodedRecord> of(JsonNode sighting, StixObjects objects, Arrival arrival, DecodeLimits limits) {
        JsonNode indicator = objects.get(JsonFields.text(sighting, "sighting_of_ref"));
        String pattern = indicator == null ? null : JsonFields.text(indicator, "pattern");
        List<DecodedRecord> records = new ArrayList<>();
        if (pattern == null || StixObjects.isRevoked(sighting)) {
            return records;
        }
        String when = JsonFields.text(sighting, "last_seen", "first_seen", "modified", "created");
        String raw = sighting.toString();
        for (StixPattern.Part part : objects.pattern(pattern).parts()) {
            Indicator sighted = new Indicator(part.value(), limits);
            sighted.fields().put("sighting.type", negative(sighting) ? "false-positive" : "seen")
                    .put("sighting.count", JsonFields.text(sighting, "count"))
                    .put("external_id", JsonFields.text(sighting, "id"))
                    .put("description", JsonFields.text(sighting, "description"));
            String identity = StixDecoder.identity(sighting) + '#' + records.size();
            records.add(sighted.record("stix", "sighting",
                    records.size() < StixDecoder.RAW_PARTS_MAX ? raw : StixDecoder.reference(sighting), when, identity,
                    arrival));
        }
        return records;
    }

    /** The standard has no word for it; OpenCTI writes one. */
    private static boolean negative(JsonNode sighting) {
        return sighting.path("x_opencti_negative").asBoolean();
    }
}
