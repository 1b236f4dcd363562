package dev.palimpsest.ingest.decode.misp;

import com.fasterxml.jackson.databind.JsonNode;
import dev.palimpsest.ingest.decode.indicator.Indicator;
import dev.palimpsest.ingest.decode.indicator.IndicatorValue;
import dev.palimpsest.ingest.decode.record.Arrival;
import dev.palimpsest.ingest.decode.record.DecodeLimits;
import dev.palimpsest.ingest.decode.record.DecodedRecord;
import dev.palimpsest.ingest.decode.record.JsonFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Decodes the sightings below an attribute: seen, false positive, expired. */
final class MispSightings {

    private static final Map<String, String> TYPES = Map.of("0", "seen", "1", "false-positive", "2", "expired");

    private MispSightings() {}

    /** One for each sighting of a known type, of this value of the attribute. */
    static List<DecodedRecord> of(JsonNode attribute, IndicatorValue value, Arrival arrival, DecodeLimits limits) {
        List<DecodedRecord> records = new ArrayList<>();
        for (JsonNode sighting : attribute.path("Sighting")) {
            String type = TYPES.get(String.valueOf(JsonFields.text(sighting, "type")));
            String uuid = JsonFields.text(sighting, "uuid");
            String at = JsonFields.text(sighting, "date_sighting");
            if (type != null && records.size() < limits.recordsMax()) {
                Indicator sighted = new Indicator(value, limits);
                sighted.fields().put("sighting.type", type).put("sighting.source", JsonFields.text(sighting, "source"))
                        .put("external_id", uuid);
                String identity = uuid == null ? null : "misp:sighting:" + uuid + '#' + value.value();
                records.add(sighted.record("misp", "sighting", sighting.toString(), at, identity, arrival));
            }
        }
        return records;
    }
}
