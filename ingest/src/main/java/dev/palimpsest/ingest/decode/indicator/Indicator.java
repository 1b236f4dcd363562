package dev.palimpsest.ingest.decode.indicator;

import dev.palimpsest.ingest.decode.record.Arrival;
import dev.palimpsest.ingest.decode.record.DecodeLimits;
import dev.palimpsest.ingest.decode.record.DecodedRecord;
import dev.palimpsest.ingest.decode.record.EventTime;
import dev.palimpsest.ingest.decode.record.FieldSet;
import dev.palimpsest.ingest.decode.record.Timestamps;
import dev.palimpsest.memory.observation.Payload;
import org.jspecify.annotations.Nullable;

/** Writes an indicator's fields while its object is decoded. For one thread. */
public final class Indicator {

    /** What of an object could not be read, though the rest is kept. */
    public static final String PROBLEM_FIELD = "problem";

    private final FieldSet fields;

    /** An indicator of this value. */
    public Indicator(IndicatorValue value, DecodeLimits limits) {
        fields = new FieldSet(limits).put("indicator.type", value.type()).put("indicator.value", value.value())
                .put("indicator.port", value.port());
    }

    public FieldSet fields() {
        return fields;
    }

    /** Sets a field to a time in ISO form; what is no time is left out. */
    public Indicator time(String name, @Nullable String text) {
        Timestamps.parse(text).ifPresent(time -> fields.put(name, time.toString()));
        return this;
    }

    /** The finished indicator. */
    public DecodedRecord record(String format, String raw, @Nullable String stated, @Nullable String identity,
            Arrival arrival) {
        return record(format, "indicator", raw, stated, identity, arrival);
    }

    /**
     * The finished object.
     *
     * @param type   {@code indicator}, or {@code sighting} of one
     * @param stated when its source wrote it; null where it does not say
     */
    public DecodedRecord record(String format, String type, String raw, @Nullable String stated,
            @Nullable String identity, Arrival arrival) {
        EventTime time = EventTime.of(stated, arrival);
        fields.put(EventTime.QUALITY_FIELD, time.quality());
        if (type.equals("indicator")) {
            fields.put("malware", arrival.malwareHint()).put("reliability", arrival.reliability());
        }
        return new DecodedRecord(new Payload.IntelligenceObject(format, type, fields.toMap(), raw), time.at(),
                identity, 0);
    }
}
