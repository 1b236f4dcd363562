package dev.palimpsest.trust.seal;

import dev.palimpsest.memory.Canonical;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Names with values, as callers label what they say: sealed they are one label, so that their names tell nothing either. */
record SealedLabels(Sealer sealer) {

    /** The one label of sealed labels: all that there were. */
    static final String NAME = "palimpsest.sealed";

    /** As they are written; none stay none. */
    Map<String, String> seal(Map<String, String> labels, String keyId) {
        return labels.isEmpty() ? Map.of() : Map.of(NAME, sealer.seal(joined(labels), keyId));
    }

    /** As they came, sealed or not. Empty where the key is destroyed. */
    Optional<Map<String, String>> open(Map<String, String> stored) {
        String sealed = stored.get(NAME);
        return sealed == null ? Optional.of(stored) : sealer.open(sealed).map(SealedLabels::split);
    }

    private static String joined(Map<String, String> labels) {
        byte[] bytes = new Canonical().list(new TreeMap<>(labels).entrySet(), (to, label) -> to.text(label.getKey())
                .text(label.getValue())).toBytes();
        return new String(Base64.getEncoder().encode(bytes), StandardCharsets.US_ASCII);
    }

    private static Map<String, String> split(String joined) {
        ByteBuffer in = ByteBuffer.wrap(Base64.getDecoder().decode(joined));
        Map<String, String> labels = new HashMap<>();
        for (int left = in.getInt(); left > 0; left--) {
            labels.put(ContentForm.text(in), ContentForm.text(in));
        }
        return labels;
    }
}
