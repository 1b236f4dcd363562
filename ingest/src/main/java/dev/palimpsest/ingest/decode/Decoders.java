package dev.palimpsest.ingest.decode;

import dev.palimpsest.ingest.decode.Decoded.Nothing;
import dev.palimpsest.ingest.decode.Decoded.Records;
import dev.palimpsest.ingest.decode.Decoded.Undecodable;
import dev.palimpsest.ingest.decode.plain.LineDecoder;
import dev.palimpsest.ingest.decode.record.Arrival;
import dev.palimpsest.ingest.decode.record.Arrival.Expected;
import dev.palimpsest.ingest.decode.record.DecodeLimits;
import dev.palimpsest.ingest.decode.record.DecodedRecord;
import dev.palimpsest.ingest.decode.record.FieldSet;
import dev.palimpsest.memory.observation.Payload;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Turns a raw input of any supported format into payloads. The format is told by the content alone.
 *
 * <p>Total: every input has an outcome and nothing is thrown for what it holds. Pure: no clock, no I/O. Safe for any number of
 * threads.
 */
public final class Decoders {

    /** What is kept of the text of an object of intelligence that is too long. */
    private static final int RAW_CUT_CHARS = 1 << 14;

    private final DecodeLimits limits;
    private final JsonRecords json;
    private final TextRecords text;

    public Decoders() {
        this(DecodeLimits.DEFAULT);
    }

    public Decoders(DecodeLimits limits) {
        this.limits = limits;
        this.json = new JsonRecords(limits);
        this.text = new TextRecords(limits);
    }

    /**
     * What the bytes hold. They are UTF-8, UTF-16 with a byte order mark, or else ISO-8859-1; events say in
     * {@code event.encoding} which, where it was not UTF-8.
     */
    public Decoded decode(byte[] record, Arrival arrival) {
        if (record.length > limits.documentBytesMax()) {
            return new Undecodable("longer than " + limits.documentBytesMax() + " bytes");
        }
        RecordText read = RecordText.of(record);
        return read.isBinary() ? new Undecodable("binary data") : decoded(read.text(), read.encoding(), arrival);
    }

    /** What the text holds. */
    public Decoded decode(String record, Arrival arrival) {
        return record.length() > limits.documentBytesMax()
                ? new Undecodable("longer than " + limits.documentBytesMax() + " characters")
                : decoded(record, null, arrival);
    }

    private Decoded decoded(String record, @Nullable String encoding, Arrival arrival) {
        String trimmed = record.strip();
        if (trimmed.isEmpty()) {
            return new Undecodable("empty");
        }
        Found found = new Found(limits.recordsMax());
        if (arrival.mapping() != null) {
            text.readMapped(arrival.mapping(), trimmed, arrival, found);
        } else if (JsonRecords.mayBe(trimmed)) {
            json.read(trimmed, arrival, found);
        } else {
            text.read(trimmed, arrival, found);
        }
        return outcome(found, encoding, arrival);
    }

    private Decoded outcome(Found found, @Nullable String encoding, Arrival arrival) {
        String refusal = found.refusal() == null ? damaged(found, arrival) : found.refusal();
        if (refusal != null) {
            return new Undecodable(refusal);
        }
        if (found.isFull()) {
            return new Undecodable("more than " + limits.recordsMax() + " records in one input");
        }
        List<DecodedRecord> records = new ArrayList<>(found.records());
        for (Found.Rest rest : found.rests()) {
            if (rest.text().length() > limits.eventCharsMax()) {
                return new Undecodable("a single event or line longer than " + limits.eventCharsMax() + " characters");
            }
            String problem = rest.problem() == null ? json.events().damage(rest.text(), arrival) : rest.problem();
            records.add(problem == null
                    ? json.events().of(rest.text(), arrival)
                    : with("error.message", problem, LineDecoder.decode(rest.text(), arrival, limits)));
        }
        if (records.isEmpty()) {
            return new Nothing(found.nothing());
        }
        for (int i = 0; i < records.size(); i++) {
            DecodedRecord record = shortened(records.get(i)).asPart(i);
            if (rawLength(record) > limits.eventCharsMax()) {
                return new Undecodable("a single event longer than " + limits.eventCharsMax() + " characters");
            }
            records.set(i, encoding == null ? record : with("event.encoding", encoding, record));
        }
        return new Records(records);
    }

    /** A document of a feed is taken whole or not at all: a piece of a bundle is no event. Null where nothing is wrong. */
    private static @Nullable String damaged(Found found, Arrival arrival) {
        return arrival.expected() != Expected.INTELLIGENCE
                ? null
                : found.rests().stream().filter(rest -> !rest.alone()).map(Found.Rest::problem).filter(Objects::nonNull)
                        .findFirst().orElse(null);
    }

    private static int rawLength(DecodedRecord record) {
        return switch (record.payload()) {
            case Payload.Event event -> event.raw().length();
            case Payload.IntelligenceObject object -> object.raw().length();
            case Payload.ConversationTurn turn -> turn.text().length();
            case Payload.Command command -> command.reason().length();
            case Payload.Rollback order -> order.reason().length();
            case Payload.Import _ -> 0; // no door of this service brings one
        };
    }

    /** The record with one more field; intelligence has no field for how it was shipped and stays as it is. */
    private DecodedRecord with(String field, String value, DecodedRecord record) {
        if (!(record.payload() instanceof Payload.Event event)) {
            return record;
        }
        FieldSet fields = new FieldSet(limits).putAbsent(event.fields()).replace(field, value);
        return new DecodedRecord(new Payload.Event(event.format(), fields.toMap(), event.raw()), record.occurredAt(),
                record.identity(),
                record.part());
    }

    /** Never between the two halves of a character. */
    private static String cut(String text, int max) {
        return text.substring(0, Character.isHighSurrogate(text.charAt(max - 1)) ? max - 1 : max);
    }

    /** One object with too long a text does not take a feed's other objects with it: its fields stay, its text is cut. */
    private DecodedRecord shortened(DecodedRecord record) {
        if (!(record.payload() instanceof Payload.IntelligenceObject object)
                || object.raw().length() <= limits.eventCharsMax()) {
            return record;
        }
        Payload cut = new Payload.IntelligenceObject(object.format(), object.objectType(), object.fields(),
                cut(object.raw(), Math.min(RAW_CUT_CHARS, limits.eventCharsMax())));
        return new DecodedRecord(cut, record.occurredAt(), record.identity(), record.part());
    }

    /** Whether an arrival may be read as intelligence. */
    static boolean mayBeIntelligence(Arrival arrival) {
        return arrival.expected() != Expected.EVENTS;
    }
}
