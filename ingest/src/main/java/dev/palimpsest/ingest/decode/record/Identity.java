package dev.palimpsest.ingest.decode.record;

import dev.palimpsest.memory.Hash;
import java.util.List;
import java.util.Map;

/** Names records by what their format says identifies them. */
public final class Identity {

    private static final int DIGEST_DIGITS = 16;

    private Identity() {}

    /** The parts, joined by colons. */
    public static String of(String... parts) {
        return String.join(":", parts);
    }

    /**
     * The parts and a digest of the fields, for formats whose own ids name a flow or a session and not a record: two records
     * of one flow at one instant stay two.
     */
    public static String of(List<String> parts, FieldSet fields) {
        StringBuilder content = new StringBuilder(512);
        boolean received = fields.first(EventTime.QUALITY_FIELD).filter(EventTime.RECEIVED::equals).isPresent();
        for (Map.Entry<String, List<String>> field : fields.toMap().entrySet()) {
            if (!(received && field.getKey().equals("@timestamp"))) {
                content.append(field.getKey()).append('\n');
                field.getValue().forEach(value -> content.append(value).append('\0'));
            }
        }
        return String.join(":", parts) + ':' + digest(content.toString());
    }

    /** A short digest of a text. */
    public static String digest(String text) {
        return Hash.of(text).hex().substring(0, DIGEST_DIGITS);
    }
}
