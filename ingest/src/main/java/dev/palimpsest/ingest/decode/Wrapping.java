package dev.palimpsest.ingest.decode;

import dev.palimpsest.ingest.decode.record.DecodeLimits;
import dev.palimpsest.ingest.decode.record.DecodedRecord;
import dev.palimpsest.ingest.decode.record.EventTime;
import dev.palimpsest.ingest.decode.record.FieldSet;
import dev.palimpsest.memory.observation.Payload;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Joins an event with what its message turned out to be. */
final class Wrapping {

    private Wrapping() {}

    /** The outer event with the fields that only the inner one has, and its time where the outer states none. */
    static DecodedRecord under(DecodedRecord outer, DecodedRecord inner, DecodeLimits limits) {
        if (!(outer.payload() instanceof Payload.Event event) || !(inner.payload() instanceof Payload.Event wrapped)) {
            return outer;
        }
        boolean later = event.has(EventTime.QUALITY_FIELD, EventTime.RECEIVED)
                && !wrapped.has(EventTime.QUALITY_FIELD, EventTime.RECEIVED);
        FieldSet fields = new FieldSet(limits);
        Map<String, List<String>> own = new TreeMap<>(event.fields());
        Map<String, List<String>> more = new TreeMap<>(wrapped.fields());
        (later ? own : more).keySet().removeAll(List.of("@timestamp", EventTime.QUALITY_FIELD));
        if (event.fields().containsKey("host.name")) {
            more.keySet().removeIf(name -> name.startsWith("host."));
        }
        fields.putAbsent(own).putAbsent(more);
        return new DecodedRecord(new Payload.Event(event.format(), fields.toMap(), event.raw()),
                later ? inner.occurredAt() : outer.occurredAt(), outer.identity(), outer.part());
    }
}
