package dev.palimpsest.ingest.http;

import dev.palimpsest.memory.observation.Payload.IntelligenceObject;
import java.util.Optional;

/** Networks that are too wide to tell anything of an address in them. */
final class Networks {

    private static final int LENGTH_MIN_V4 = 8;
    private static final int LENGTH_MIN_V6 = 16;

    private Networks() {}

    /** What to say of such a network; empty for all else. */
    static Optional<String> tooWide(IntelligenceObject object) {
        String value = object.first("indicator.value").orElse("");
        String length = value.substring(value.lastIndexOf('/') + 1);
        int min = value.indexOf(':') < 0 ? LENGTH_MIN_V4 : LENGTH_MIN_V6;
        boolean wide = object.first("indicator.type").filter("cidr"::equals).isPresent()
                && length.matches("\\d{1,3}") && Integer.parseInt(length) < min;
        return wide
                ? Optional.of("a network wider than /" + min + " is remembered, and not matched with addresses")
                : Optional.empty();
    }
}
