package dev.palimpsest.ingest.decode.cef;

import dev.palimpsest.ingest.decode.record.Arrival;
import dev.palimpsest.ingest.decode.record.DecodeLimits;
import dev.palimpsest.ingest.decode.record.DecodedRecord;
import dev.palimpsest.ingest.decode.record.EventTime;
import dev.palimpsest.ingest.decode.record.FieldSet;
import dev.palimpsest.ingest.decode.record.Grade;
import dev.palimpsest.ingest.decode.record.Techniques;
import dev.palimpsest.memory.observation.Payload;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Decodes CEF to ECS. Every pair is kept as {@code cef.<key>} as well, custom ones under their label. */
public final class CefDecoder {

    private static final Pattern NO_NAME = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final Pattern ATTACK = Pattern.compile("technique|mitre|att_ck|attack_?id");

    private static final String[] TIMES = {"rt", "deviceReceiptTime", "end", "endTime", "start", "startTime", "art"};
    private static final Set<String> VERSIONS = Set.of("0", "1");

    private CefDecoder() {}

    /** The event, where the text is a CEF message without anything before it. */
    public static Optional<DecodedRecord> decode(String text, String raw, Arrival arrival, DecodeLimits limits) {
        return CefMessage.parse(text).filter(message -> VERSIONS.contains(message.header().getFirst()))
                .map(message -> event(message, raw, arrival, limits));
    }

    private static DecodedRecord event(CefMessage message, String raw, Arrival arrival, DecodeLimits limits) {
        FieldSet fields = new FieldSet(limits);
        EventTime time = EventTime.of(time(message.extension()), arrival);
        time.writeTo(fields);
        String severity = message.header().get(6);
        fields.put("event.module", "cef").put("event.dataset", "cef." + slug(message.header().get(2)))
                .known("observer.vendor", message.header().get(1)).known("observer.product", message.header().get(2))
                .known("observer.version", message.header().get(3)).known("event.code", message.header().get(4))
                .known("rule.name", message.header().get(5)).put("event.severity", Grade.ofTen(severity))
                .put("cef.severity", severity);
        CefFields.write(message.extension(), fields);
        fields.known("message", message.header().get(5));
        labelled(message.extension(), fields);
        return new DecodedRecord(new Payload.Event("cef", fields.toMap(), raw), time.at(), null, 0);
    }

    private static @Nullable String time(Map<String, String> extension) {
        for (String key : TIMES) {
            if (extension.containsKey(key)) {
                return extension.get(key);
            }
        }
        return null;
    }

    /** Custom values such as {@code cs1} under what {@code cs1Label} calls them. */
    private static void labelled(Map<String, String> extension, FieldSet fields) {
        extension.forEach((key, value) -> {
            String label = extension.get(key + "Label");
            if (label != null) {
                String name = NO_NAME.matcher(label.strip()).replaceAll("_");
                fields.known("cef." + name, value);
                if (ATTACK.matcher(name.toLowerCase(Locale.ROOT)).find()) {
                    Techniques.write(value, fields);
                }
            } else if (!key.endsWith("Label") || !extension.containsKey(key.substring(0, key.length() - 5))) {
                fields.known("cef." + key, value);
            }
        });
    }

    private static String slug(String product) {
        String slug = product.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
        return slug.substring(0, Math.min(slug.length(), 60));
    }
}
