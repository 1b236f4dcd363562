package dev.palimpsest.ingest.decode.splunk;

import com.fasterxml.jackson.databind.JsonNode;
import dev.palimpsest.ingest.decode.record.Arrival;
import dev.palimpsest.ingest.decode.record.DecodeLimits;
import dev.palimpsest.ingest.decode.record.DecodedRecord;
import dev.palimpsest.ingest.decode.record.EventTime;
import dev.palimpsest.ingest.decode.record.FieldSet;
import dev.palimpsest.ingest.decode.record.HostNames;
import dev.palimpsest.ingest.decode.record.JsonFields;
import dev.palimpsest.memory.observation.Payload;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Decodes {@code {"time":…,"host":…,"source":…,"sourcetype":…,"index":…,"fields":{…},"event":…}}: the event as itself, the
 * rest as {@code splunk.*} and where the event does not say better.
 */
public final class EnvelopeDecoder {

    private static final Set<String> KEYS = Set.of("time", "host", "source", "sourcetype", "index", "fields", "event");

    private EnvelopeDecoder() {}

    /** Whether the JSON has an event and beside it only what Splunk knows. */
    public static boolean fits(JsonNode json) {
        if (!json.has("event") || json.size() > KEYS.size()) {
            return false;
        }
        for (Iterator<String> names = json.fieldNames(); names.hasNext();) {
            if (!KEYS.contains(names.next())) {
                return false;
            }
        }
        return true;
    }

    /**
     * The event, where the JSON is an envelope around one.
     *
     * @param inside what the event is on its own; empty where it is nested too deep
     */
    public static Optional<DecodedRecord> decode(JsonNode json, String raw, Arrival arrival, DecodeLimits limits,
            Function<JsonNode, Optional<DecodedRecord>> inside) {
        return fits(json)
                ? inside.apply(json.path("event")).filter(record -> record.payload() instanceof Payload.Event)
                        .map(record -> around(json, record, raw, arrival, limits))
                : Optional.empty();
    }

    private static DecodedRecord around(JsonNode json, DecodedRecord inner, String raw, Arrival arrival,
            DecodeLimits limits) {
        Payload.Event event = (Payload.Event) inner.payload();
        FieldSet fields = new FieldSet(limits);
        fields.putAbsent(event.fields());
        EventTime given = EventTime.of(JsonFields.text(json, "time"), arrival);
        boolean timed = event.has(EventTime.QUALITY_FIELD, EventTime.RECEIVED) && given.stated();
        if (timed) {
            given.writeTo(fields);
        }
        boolean watched = fields.first("source.ip").isPresent() && fields.first("destination.ip").isPresent();
        if (fields.first("host.name").isEmpty() && !watched) {
            HostNames.write(JsonFields.text(json, "host"), fields);
        }
        fields.known("splunk.host", JsonFields.text(json, "host"))
                .known("splunk.source", JsonFields.text(json, "source"))
                .known("splunk.sourcetype", JsonFields.text(json, "sourcetype"))
                .known("splunk.index", JsonFields.text(json, "index"));
        FieldSet indexed = new FieldSet(limits);
        JsonFields.flatten(json.path("fields"), indexed);
        indexed.toMap().forEach(
                (name, values) -> values.forEach(value -> fields.add("splunk.fields." + name, value)));
        return new DecodedRecord(new Payload.Event(event.format(), fields.toMap(), raw),
                timed ? given.at() : inner.occurredAt(), inner.identity(), 0);
    }
}
