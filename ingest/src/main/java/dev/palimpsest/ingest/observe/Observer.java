package dev.palimpsest.ingest.observe;

import dev.palimpsest.ingest.decode.Decoded;
import dev.palimpsest.ingest.decode.Decoders;
import dev.palimpsest.ingest.decode.record.Arrival;
import dev.palimpsest.ingest.decode.record.DecodedRecord;
import dev.palimpsest.memory.TenantId;
import dev.palimpsest.memory.Tlp;
import dev.palimpsest.memory.TrustTier;
import dev.palimpsest.memory.observation.Observation;
import dev.palimpsest.memory.observation.ObservationId;
import dev.palimpsest.memory.observation.Payload;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Turns a raw record into observations. Pure; safe for several threads. */
public final class Observer {

    private final Decoders decoders = new Decoders();

    /** What became of a raw record. */
    public sealed interface Observed {

        /** These observations, at least one. */
        record Observations(List<Observation> observations) implements Observed {}

        /** There is nothing in it to keep: a comment, a header. */
        record Nothing(String reason) implements Observed {}

        /** It cannot be kept. */
        record Refused(String reason) implements Observed {}
    }

    /**
     * The observations in a record.
     *
     * @param position names the record where its format does not: the same on each delivery, such as a topic's offset or
     *                 a hash of the content
     */
    public Observed observe(TenantId tenant, Arrival arrival, byte[] record, String position) {
        return observe(tenant, arrival, record, _ -> position);
    }

    /**
     * As the other, where it depends on what the record holds how it is named.
     *
     * @param position names it by what was decoded
     */
    public Observed observe(TenantId tenant, Arrival arrival, byte[] record,
            Function<List<DecodedRecord>, String> position) {
        return switch (decoders.decode(record, arrival)) {
            case Decoded.Records records -> {
                String name = position.apply(records.records());
                yield new Observed.Observations(records.records().stream()
                        .map(decoded -> observation(tenant, arrival, decoded, name)).toList());
            }
            case Decoded.Nothing nothing -> new Observed.Nothing(nothing.reason());
            case Decoded.Undecodable refused -> new Observed.Refused(refused.reason());
        };
    }

    private static Observation observation(TenantId tenant, Arrival arrival, DecodedRecord decoded, String position) {
        return new Observation(id(tenant, arrival.source(), decoded, position), tenant, arrival.source(),
                trust(decoded.payload()), marking(decoded.payload()), arrival.receivedAt(), decoded.occurredAt(),
                decoded.payload());
    }

    /**
     * An event with a name of its own is the same event whichever way it comes. What a feed says is that feed's word: the
     * same object from two feeds is two observations.
     */
    private static ObservationId id(TenantId tenant, String source, DecodedRecord decoded, String position) {
        boolean event = decoded.payload() instanceof Payload.Event;
        return decoded.naturalId()
                .map(name -> ObservationId.of(tenant, event ? "event" : "source\n" + source, name))
                .orElseGet(() -> ObservationId.of(tenant, "position\n" + source, position + "\n" + decoded.part()));
    }

    private static TrustTier trust(Payload payload) {
        return switch (payload) {
            case Payload.IntelligenceObject _ -> TrustTier.CURATED_FEED;
            case Payload.Event event -> event.format().equals("line")
                    ? TrustTier.SENSOR_FREE_TEXT
                    : TrustTier.SENSOR_STRUCTURED;
            case Payload.ConversationTurn _,Payload.Command _,Payload.Rollback _,Payload.Import _ -> TrustTier.UNKNOWN;
        };
    }

    /** As the source marks it; amber where it says nothing: for the organisation, not for the world. */
    private static Tlp marking(Payload payload) {
        String mark = payload instanceof Payload.IntelligenceObject object ? object.first("tlp").orElse("") : "";
        return switch (mark.toUpperCase(Locale.ROOT).replace("TLP:", "").replace('+', '_').replace('-', '_')) {
            case "CLEAR", "WHITE" -> Tlp.CLEAR;
            case "GREEN" -> Tlp.GREEN;
            case "AMBER_STRICT" -> Tlp.AMBER_STRICT;
            case "RED" -> Tlp.RED;
            default -> Tlp.AMBER;
        };
    }
}
