package dev.palimpsest.ingest.decode;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.palimpsest.ingest.decode.misp.MispDecoder;
import dev.palimpsest.ingest.decode.record.Arrival;
import dev.palimpsest.ingest.decode.record.DecodeLimits;
import dev.palimpsest.ingest.decode.stix.StixDecoder;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads JSON inputs: one value, one a line, or an array of them. What is no whole JSON is left over as text. */
final class JsonRecords {

    private static final int NESTING_MAX = 200;

    /** After so many damaged lines in one input the rest of it is one line. */
    private static final int DAMAGED_MAX = 100;

    private static final int NUMBER_CHARS_MAX = 400;

    private final DecodeLimits limits;
    private final JsonMapper mapper;
    private final ObjectReader reader;

    private final Events events;

    JsonRecords(DecodeLimits limits) {
        this.limits = limits;
        StreamReadConstraints bounds = StreamReadConstraints.builder().maxNestingDepth(NESTING_MAX)
                .maxNumberLength(NUMBER_CHARS_MAX).maxStringLength(limits.documentBytesMax()).build();
        this.mapper = JsonMapper.builder(JsonFactory.builder().streamReadConstraints(bounds).build())
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                .enable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION).build();
        this.reader = mapper.readerFor(JsonNode.class);
        this.events = new Events(mapper, limits);
    }

    /** How single events are read, texts as well. */
    Events events() {
        return events;
    }

    /** Whether a text begins as JSON does. */
    static boolean mayBe(String text) {
        char first = text.charAt(0);
        if (first != '[') {
            return first == '{';
        }
        String rest = text.substring(1, Math.min(text.length(), 64)).stripLeading();
        return rest.startsWith("{") || rest.startsWith("]");
    }

    void read(String text, Arrival arrival, Found found) {
        String left = text;
        for (int damaged = 0; left != null; damaged++) {
            left = readWhole(left, arrival, found, damaged < DAMAGED_MAX);
        }
    }

    /** Reads values up to the first that is not whole; what is to be read after that, or null where nothing is. */
    private @Nullable String readWhole(String text, Arrival arrival, Found found, boolean goOn) {
        int done = 0;
        try (JsonParser parser = mapper.createParser(text)) {
            while (parser.nextToken() != null && !found.isFull()) {
                if (parser.currentToken() == JsonToken.START_ARRAY) {
                    found.understoodAs("an empty JSON array");
                    while (parser.nextToken() != JsonToken.END_ARRAY && !found.isFull()) {
                        done = value(text, parser, arrival, found);
                    }
                    done = (int) parser.currentLocation().getCharOffset();
                } else {
                    done = value(text, parser, arrival, found);
                }
            }
            return null;
        } catch (JsonProcessingException e) {
            return leaveOver(text, done, goOn, found, "not whole JSON" + place(e.getLocation()));
        } catch (NumberFormatException e) { // an exponent that no number type holds
            return leaveOver(text, done, goOn, found, "not whole JSON: a number that nobody can read");
        } catch (IOException e) {
            throw new IllegalStateException("a text in memory cannot fail to be read", e);
        }
    }

    /** Where, and not what the parser says of it, which names itself and quotes what was sent. */
    private static String place(@Nullable JsonLocation place) {
        return place == null ? "" : ": line " + place.getLineNr() + ", column " + place.getColumnNr();
    }

    /** Leaves a damaged line over as text; the lines below it are to be read on, each for itself. */
    private static @Nullable String leaveOver(String text, int done, boolean goOn, Found found, String problem) {
        String left = text.substring(Math.min(done, text.length())).strip();
        left = done > 0 && left.startsWith(",") ? left.substring(1).strip() : left;
        int end = left.indexOf('\n');
        String next = end < 0 || !goOn ? "" : left.substring(end + 1).strip();
        if (!next.startsWith("{\"")) {
            found.addRest(left, problem);
            return null;
        }
        found.addRest(left.substring(0, end).strip(), problem);
        return next;
    }

    private int value(String text, JsonParser parser, Arrival arrival, Found found) throws IOException {
        int start = (int) parser.currentTokenLocation().getCharOffset();
        JsonNode value = reader.readTree(parser);
        int end = (int) parser.currentLocation().getCharOffset();
        decode(value, text.substring(start, end), arrival, found);
        return end;
    }

    private void decode(JsonNode value, String raw, Arrival arrival, Found found) {
        boolean intelligence = Decoders.mayBeIntelligence(arrival);
        if (arrival.expected() == Arrival.Expected.ANY && isConversation(value)) {
            found.refuse("a conversation, which is a person's word and never guessed: import it --as conversations,"
                    + " or --as events where it is an event");
        } else if (intelligence && StixDecoder.fits(value)) {
            found.understoodAs("STIX objects, none of them an indicator or a relationship between named objects");
            found.addAll(StixDecoder.decode(value, arrival, limits));
        } else if (intelligence && MispDecoder.fits(value)) {
            found.understoodAs("a MISP event without indicators");
            found.addAll(MispDecoder.decode(value, arrival, limits));
        } else if (intelligence && isWarninglist(value)) {
            found.understoodAs("a MISP warning list: lay it into the folder of warning lists");
        } else {
            Envelope.listOf(value).ifPresentOrElse(list -> unpack(value.path(list), list, raw, arrival, found),
                    () -> found.add(events.of(value, raw, arrival)));
        }
    }

    /** Whether it is what {@code /v1/conversations} takes: as an event it would not be sealed for whose it is. */
    private static boolean isConversation(JsonNode value) {
        JsonNode messages = value.path("messages");
        return messages.isArray() && !messages.isEmpty() && messages.valueStream()
                .allMatch(message -> message.path("role").isTextual() && message.path("content").isTextual());
    }

    /** A list of what is no threat must not become memories of threats. */
    private static boolean isWarninglist(JsonNode value) {
        return value.path("list").isArray() && value.path("matching_attributes").isArray()
                && value.path("name").isTextual() && value.path("type").isTextual();
    }

    private void unpack(JsonNode records, String list, String raw, Arrival arrival, Found found) {
        found.understoodAs("an empty list of records");
        List<String> texts = Envelope.elements(raw, list, mapper);
        for (int i = 0; i < texts.size() && !found.isFull(); i++) {
            found.add(events.of(records.path(i), texts.get(i), arrival));
        }
    }
}
