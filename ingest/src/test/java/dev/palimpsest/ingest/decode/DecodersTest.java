package dev.palimpsest.ingest.decode;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.palimpsest.ingest.decode.record.Arrival;
import dev.palimpsest.ingest.decode.record.Arrival.Expected;
import dev.palimpsest.ingest.decode.record.DecodeLimits;
import dev.palimpsest.ingest.decode.record.DecodedRecord;
import dev.palimpsest.memory.observation.Payload;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecodersTest {

    private static final Arrival EVENTS = Decoding.ARRIVAL.expecting(Expected.EVENTS);
    private static final Arrival INTELLIGENCE = Decoding.ARRIVAL.expecting(Expected.INTELLIGENCE);

    private final Decoders decoders = new Decoders();

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n\t \r\n", "\uFEFF"})
    void shouldRefuseEmptyInput(String input) {
        assertThat(decoders.decode(input.getBytes(UTF_8), Decoding.ARRIVAL))
                .isEqualTo(new Decoded.Undecodable("empty"));
    }

    @Test
    void shouldRefuseInputOverTheLimit() {
        Decoders small = new Decoders(new DecodeLimits(100, 50, 3, 10, 4, 20, 4));

        assertThat(small.decode("x".repeat(101), Decoding.ARRIVAL))
                .isEqualTo(new Decoded.Undecodable("longer than 100 characters"));
        assertThat(small.decode("x".repeat(60), Decoding.ARRIVAL))
                .isEqualTo(new Decoded.Undecodable("a single event or line longer than 50 characters"));
        assertThat(small.decode("{\"a\":1}\n".repeat(4), Decoding.ARRIVAL))
                .isEqualTo(new Decoded.Undecodable("more than 3 records in one input"));
    }

    @Test
    void shouldRefuseBinaryData() {
        assertThat(decoders.decode(new byte[]{(byte) 0x89, 'P', 'N', 'G', 0, 0, 0, 13}, Decoding.ARRIVAL))
                .isEqualTo(new Decoded.Undecodable("binary data"));
    }

    @Test
    void shouldReadLatin1AndSaySo() {
        Payload.Event event = event(decoders.decode("utilisateur connecté".getBytes(ISO_8859_1), Decoding.ARRIVAL));

        assertThat(event.first("message")).contains("utilisateur connecté");
        assertThat(event.first("event.encoding")).contains("iso-8859-1");
    }

    @Test
    void shouldReadUtf16WithByteOrderMark() {
        byte[] bytes = "\uFEFFlogon by 張".getBytes(UTF_16LE);

        Payload.Event event = event(decoders.decode(bytes, Decoding.ARRIVAL));

        assertThat(event.first("message")).contains("logon by 張");
        assertThat(event.first("event.encoding")).contains("utf-16le");
    }

    @Test
    void shouldKeepTruncatedJsonAsALine() {
        String truncated = "{\"src_ip\":\"203.0.113.77\",\"msg\":\"beac";

        Payload.Event event = Decoding.event(truncated);

        assertThat(event.format()).isEqualTo("line");
        assertThat(event.raw()).isEqualTo(truncated);
        assertThat(event.first("message")).contains(truncated);
        assertThat(event.first("error.message").orElseThrow()).startsWith("not whole JSON: line ")
                .doesNotContain("[Source");
    }

    @Test
    void shouldReadOnAfterADamagedLine() {
        List<DecodedRecord> records = Decoding.all("{\"n\":1}\n{\"n\":2,\"x\n{\"n\":3}\n{\"n\":4}");

        assertThat(records).hasSize(4);
        assertThat(records).extracting(DecodedRecord::part).containsExactly(0, 1, 2, 3);
        assertThat(records).filteredOn(record -> ((Payload.Event) record.payload()).format().equals("line")).hasSize(1);
    }

    @Test
    void shouldKeepEachElementOfAnArrayVerbatim() {
        List<DecodedRecord> records = Decoding.all("[ {\"n\": 1.50}, {\"n\":2} ]");

        assertThat(records).extracting(record -> ((Payload.Event) record.payload()).raw()).containsExactly(
                "{\"n\": 1.50}",
                "{\"n\":2}");
        assertThat(((Payload.Event) records.getFirst().payload()).first("n")).contains("1.50");
    }

    @Test
    void shouldKeepElementsVerbatimInALargeArray() {
        String element = "{\"text\": \"" + "é😀\\n".repeat(3000) + "\"}";

        List<DecodedRecord> records = Decoding.all("[" + (element + ", ").repeat(9) + element + "]");

        assertThat(records).hasSize(10)
                .allSatisfy(record -> assertThat(((Payload.Event) record.payload()).raw()).isEqualTo(element));
    }

    @Test
    void shouldNotLoseItsWayInManyDamagedLines() {
        assertThat(Decoding.all("{\"a\n".repeat(20_000))).hasSize(101);
    }

    @Test
    void shouldKeepJsonNestedTooDeeplyAsALine() {
        assertThat(Decoding.event("{\"a\":".repeat(5000) + "1" + "}".repeat(5000)).format()).isEqualTo("line");
    }

    @Test
    void shouldUnderstandAnEmptyArrayAsNothing() {
        assertThat(decoders.decode("[]", Decoding.ARRIVAL)).isInstanceOf(Decoded.Nothing.class);
    }

    @Test
    void shouldReadANumberWithAHugeExponentWithoutWritingItOut() {
        assertThat(Decoding.event("{\"n\":1e999999999}").first("n").orElseThrow()).hasSizeLessThan(20);
    }

    @Test
    void shouldKeepANumberThatNobodyCanReadAsALine() {
        assertThat(Decoding.event("{\"n\":1e99999999999}").format()).isEqualTo("line");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"app\":\"x\",\"message\":\"{\\\"inner\\\":\\\"203.0.113.9\\\"}\"}",
            "{\"app\":\"x\",\"log\":\"{\\\"message\\\":\\\"{\\\\\\\"inner\\\\\\\":\\\\\\\"203.0.113.9\\\\\\\"}\\\"}\"}"})
    void shouldOpenJsonInsideAString(String input) {
        Payload.Event event = Decoding.event(input);

        assertThat(event.format()).isEqualTo("json");
        assertThat(event.raw()).isEqualTo(input);
        assertThat(event.first("app")).contains("x");
        assertThat(event.first("inner")).contains("203.0.113.9");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"{\"type\":\"bundle\",\"objects\":[]}|json",
            "# Reference: https://report.example/1\\nevil.example|line", "indicator,type\\nevil.example,domain|line"})
    void shouldNeverReadAnEventSourceAsIntelligence(String input, String format) {
        Decoded decoded = decoders.decode(input.replace("\\n", "\n"), EVENTS);

        assertThat(event(decoded).format()).isEqualTo(format);
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "203.0.113.77", "user logged in from 203.0.113.77"})
    void shouldKeepABareValueFromAnUndeclaredSourceAsALine(String input) {
        assertThat(Decoding.event(input).format()).isEqualTo("line");
    }

    @Test
    void shouldReadABareValueFromAFeedAsAnIndicator() {
        Decoded decoded = decoders.decode("evil[.]example", INTELLIGENCE.withMalwareHint("Emotet"));

        Payload.IntelligenceObject object = (Payload.IntelligenceObject) ((Decoded.Records) decoded).records()
                .getFirst().payload();
        assertThat(object.first("indicator.value")).contains("evil.example");
        assertThat(object.first("malware")).contains("Emotet");
    }

    @Test
    void shouldUnderstandCommentsOfAFeedAsNothing() {
        assertThat(decoders.decode("# nothing here\n# yet", INTELLIGENCE)).isInstanceOf(Decoded.Nothing.class);
    }

    @Test
    void shouldBoundDepthFieldsAndValues() {
        DecodeLimits limits = new DecodeLimits(1 << 20, 1 << 20, 10, 8, 2, 5, 3);
        String deep = "{\"a\":".repeat(100) + "1" + "}".repeat(100);
        StringBuilder wide = new StringBuilder("{\"list\":[1,2,3],\"long\":\"abcdefgh\"");
        for (int i = 0; i < 50; i++) {
            wide.append(",\"f").append(i).append("\":1");
        }

        Payload.Event first = event(new Decoders(limits).decode(deep, Decoding.ARRIVAL));
        Payload.Event second = event(new Decoders(limits).decode(wide.append('}').toString(), Decoding.ARRIVAL));

        assertThat(first.fields()).containsKey("a.a.a");
        assertThat(second.fields()).hasSizeLessThanOrEqualTo(8);
        assertThat(second.fields().values()).allSatisfy(values -> assertThat(values).hasSizeLessThanOrEqualTo(2));
        assertThat(second.raw()).contains("f49");
    }

    private static Payload.Event event(Decoded decoded) {
        return (Payload.Event) ((Decoded.Records) decoded).records().getFirst().payload();
    }
}
