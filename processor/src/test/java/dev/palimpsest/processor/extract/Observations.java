package dev.palimpsest.processor.extract;

import dev.palimpsest.memory.TenantId;
import dev.palimpsest.memory.Tlp;
import dev.palimpsest.memory.TrustTier;
import dev.palimpsest.memory.observation.Observation;
import dev.palimpsest.memory.observation.ObservationId;
import dev.palimpsest.memory.observation.Payload;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Observations made by hand. */
public final class Observations {

    public static final TenantId TENANT = new TenantId("acme");
    public static final Instant AT = Instant.parse("2026-03-04T05:06:07Z");

    private Observations() {}

    /** An event of a format with fields given as name and value in turn; a name given twice has two values. */
    public static Observed event(String format, String... fields) {
        return observed(new Payload.Event(format, fields(fields), "raw"), TrustTier.SENSOR_STRUCTURED);
    }

    public static Observed indicator(String... fields) {
        return intelligence("indicator", fields);
    }

    public static Observed intelligence(String objectType, String... fields) {
        return observed(new Payload.IntelligenceObject("stix", objectType, fields(fields), "raw"),
                TrustTier.CURATED_FEED);
    }

    /** An indicator in a row of a table. */
    public static Observed table(String source, String... fields) {
        TreeMap<String, List<String>> all = new TreeMap<>(fields(fields));
        all.put("indicator.type", List.of("domain"));
        all.put("indicator.value", List.of("evil.example"));
        Payload payload = new Payload.IntelligenceObject("csv", "indicator", all, "raw");
        return new Observed(new Observation(ObservationId.of(TENANT, source, payload.toString()), TENANT, source,
                TrustTier.CURATED_FEED, Tlp.GREEN, AT, AT, payload), "palimpsest.observations.v1", 3, 43);
    }

    public static Observed observed(Payload payload, TrustTier trust) {
        ObservationId id = ObservationId.of(TENANT, "test", payload.toString());
        return new Observed(new Observation(id, TENANT, "feed-a", trust, Tlp.GREEN, AT, AT, payload),
                "palimpsest.observations.v1", 3, 42);
    }

    public static SortedMap<String, List<String>> fields(String... fields) {
        TreeMap<String, List<String>> map = new TreeMap<>();
        for (int i = 0; i < fields.length; i += 2) {
            map.merge(fields[i], List.of(fields[i + 1]), Observations::joined);
        }
        return map;
    }

    private static List<String> joined(List<String> some, List<String> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }
}
