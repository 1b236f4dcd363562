package dev.palimpsest.ingest.hec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.javalin.http.Context;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The events of a request: JSON objects one behind the other, with anything or nothing between them.
 *
 * @param events each as it was written, up to the first that is none
 * @param fault  what is wrong with the next; null where all are right
 */
record HecBody(List<String> events, @Nullable HecAnswer fault) {

    private static final JsonFactory JSON = new JsonFactory();

    HecBody {
        events = List.copyOf(events);
    }

    /** The bytes of a request, unpacked where they are compressed. */
    static byte[] bytes(Context ctx, int bytesMax) {
        byte[] body = ctx.bodyAsBytes();
        boolean packed = body.length > 2 && (body[0] & 0xFF) == 0x1F && (body[1] & 0xFF) == 0x8B;
        if (!packed) {
            return body;
        }
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
            byte[] unpacked = in.readNBytes(bytesMax + 1);
            if (unpacked.length > bytesMax) {
                throw new HecRefusal(HecAnswer.TOO_LARGE);
            }
            return unpacked;
        } catch (IOException e) {
            throw new HecRefusal(HecAnswer.INVALID_DATA);
        }
    }

    static HecBody of(byte[] body, int eventsMax) {
        String text = new String(body, StandardCharsets.UTF_8).strip();
        List<String> events = new ArrayList<>();
        try (JsonParser parser = JSON.createParser(text)) {
            while (parser.nextToken() != null) {
                int start = (int) parser.currentTokenLocation().getCharOffset();
                HecAnswer fault = parser.currentToken() == JsonToken.START_OBJECT
                        ? fault(parser)
                        : HecAnswer.INVALID_DATA;
                if (fault != null) {
                    return new HecBody(events, fault.about(events.size()));
                }
                if (events.size() == eventsMax) {
                    throw new HecRefusal(HecAnswer.TOO_LARGE);
                }
                events.add(text.substring(start, (int) parser.currentLocation().getCharOffset()));
            }
            return new HecBody(events, null);
        } catch (JsonProcessingException | NumberFormatException e) {
            return new HecBody(events, HecAnswer.INVALID_DATA.about(events.size()));
        } catch (IOException e) {
            throw new IllegalStateException("a text in memory cannot fail to be read", e);
        }
    }

    /** Passes over an object without building it: it is decoded once, as a record. */
    private static @Nullable HecAnswer fault(JsonParser parser) throws IOException {
        HecAnswer fault = HecAnswer.EVENT_REQUIRED;
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            JsonToken value = parser.nextToken();
            if (name.equals("event")) {
                boolean blank = value == JsonToken.VALUE_NULL
                        || (value == JsonToken.VALUE_STRING && parser.getText().isBlank());
                fault = blank ? HecAnswer.EVENT_BLANK : null;
            }
            parser.skipChildren();
        }
        return fault;
    }
}
