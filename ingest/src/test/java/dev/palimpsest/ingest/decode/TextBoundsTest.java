package dev.palimpsest.ingest.decode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palimpsest.ingest.decode.record.Arrival;
import dev.palimpsest.ingest.decode.record.Arrival.Expected;
import dev.palimpsest.ingest.decode.record.DecodedRecord;
import dev.palimpsest.memory.observation.Payload;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How much text the records of one input carry. */
class TextBoundsTest {

    private static final Arrival FEED = Arrival.of("feed", Instant.parse("2026-05-01T12:00:00Z"))
            .expecting(Expected.INTELLIGENCE);

    @Test
    void shouldLeaveTheFileOutThatASampleCarries() {
        String event = "{\"Event\":{\"info\":\"x\",\"uuid\":\"5d1b4a3e-0000-4000-8000-00000000000a\",\"Attribute\":["
                + "{\"type\":\"malware-sample\",\"category\":\"Payload delivery\",\"uuid\":\"5d1b4a3e-0000-4000-8000-00000000000b\","
                + "\"value\":\"a.exe|" + "0123456789abcdef".repeat(2) + "\",\"data\":\"" + "QUJD".repeat(400_000)
                + "\"},{\"type\":\"domain\",\"category\":\"Network activity\",\"uuid\":\"5d1b4a3e-0000-4000-8000-00000000000c\","
                + "\"value\":\"c2.example\"}]}}";

        assertThat(objects(event)).extracting(object -> object.first("indicator.value").orElse(""))
                .contains("c2.example", "a.exe|" + "0123456789abcdef".repeat(2));
        assertThat(objects(event)).noneMatch(object -> object.raw().contains("QUJD"));
    }

    @Test
    void shouldCutTheTextOfAnObjectThatIsTooLongAndKeepTheOthers() {
        String bundle = "{\"type\":\"bundle\",\"id\":\"bundle--5d1b4a3e-0000-4000-8000-00000000000a\",\"objects\":["
                + indicator("a", "[domain-name:value = 'big.example']", "x".repeat((1 << 20) + 1)) + ','
                + indicator("b", "[domain-name:value = 'small.example']", "x") + "]}";

        assertThat(objects(bundle)).extracting(object -> object.first("indicator.value").orElse(""))
                .containsExactly("big.example", "small.example");
    }

    @Test
    void shouldNotRepeatAnObjectsTextForEachOfItsManyValues() {
        String pattern = IntStream.range(0, 1_000).mapToObj(i -> "domain-name:value = 'c" + i + ".example'")
                .collect(Collectors.joining(" OR ", "[", "]"));
        String bundle = "{\"type\":\"bundle\",\"id\":\"bundle--5d1b4a3e-0000-4000-8000-00000000000a\",\"objects\":["
                + indicator("a", pattern, "x") + "]}";

        List<Payload.IntelligenceObject> objects = objects(bundle);

        assertThat(objects).hasSizeGreaterThan(500);
        assertThat(objects.stream().mapToLong(object -> object.raw().length()).sum())
                .isLessThan(50L * bundle.length());
    }

    private static String indicator(String digit, String pattern, String description) {
        return ("{\"type\":\"indicator\",\"spec_version\":\"2.1\",\"id\":\"indicator--5d1b4a3e-0000-4000-8000-00000000000%s\","
                + "\"created\":\"2026-04-01T00:00:00Z\",\"modified\":\"2026-04-01T00:00:00Z\",\"pattern_type\":\"stix\","
                + "\"valid_from\":\"2026-04-01T00:00:00Z\",\"pattern\":\"%s\",\"description\":\"%s\"}")
                .formatted(digit, pattern, description);
    }

    private static List<Payload.IntelligenceObject> objects(String text) {
        Decoded decoded = new Decoders().decode(text.getBytes(StandardCharsets.UTF_8), FEED);
        assertThat(decoded).isInstanceOf(Decoded.Records.class);
        return ((Decoded.Records) decoded).records().stream().map(DecodedRecord::payload)
                .map(Payload.IntelligenceObject.class::cast).toList();
    }
}
