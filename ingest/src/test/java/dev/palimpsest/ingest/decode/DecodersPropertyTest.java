package dev.palimpsest.ingest.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.palimpsest.ingest.decode.file.FileItem;
import dev.palimpsest.ingest.decode.file.Files;
import dev.palimpsest.ingest.decode.file.RecordStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Decoding is total: whatever comes in, it has an outcome. */
class DecodersPropertyTest {

    private static final String[] SEEDS = {
            "{\"EventID\":1,\"Channel\":\"Microsoft-Windows-Sysmon/Operational\",\"Hashes\":\"MD5=,SHA1\"}",
            "{\"ts\":1.5,\"uid\":\"C1\",\"id\":{\"orig_h\":\"::1\"},\"query\":[1,{}],\"_path\":\"dns\"}",
            "{\"event_type\":\"alert\",\"timestamp\":\"x\",\"flow_id\":1,\"alert\":[],\"dns\":{\"answers\":[{}]}}",
            "{\"type\":\"bundle\",\"objects\":[{\"type\":\"indicator\",\"id\":\"indicator--1\",\"pattern\":\"[a:b='c'] OR [x:y IN ('1','2')]\"}]}",
            "{\"Event\":{\"info\":\"x\",\"Attribute\":[{\"type\":\"domain|ip\",\"value\":\"a|b|c\"}]}}",
            "{\"Event\":{\"System\":{\"EventID\":{\"#text\":1}},\"EventData\":{\"Data\":[{\"@Name\":\"A\",\"#text\":\"1\"}]}}}",
            "{\"@timestamp\":\"2026\",\"winlog\":{\"event_data\":{\"a\":[]}},\"message\":\"{}\"}",
            "value,type\n\"1.2.3.4,5\",ip\n", "# c\n1.2.3.4\n[::1]:80\nhxxp://a[.]b/",
            "<34>May  1 10:00:00 host app[1]: x"};

    @Property(tries = 500)
    void shouldHaveAnOutcomeForAnyBytes(@ForAll byte[] bytes) {
        assertThat(new Decoders().decode(bytes, Decoding.ARRIVAL)).isNotNull();
    }

    @Property(tries = 1500)
    void shouldHaveAnOutcomeForDamagedInput(@ForAll("damaged") String input) {
        assertThat(new Decoders().decode(input, Decoding.ARRIVAL)).isNotNull();
    }

    @Property(tries = 500)
    void shouldCutAnyBytesIntoRecords(@ForAll byte[] bytes) {
        assertThatCode(() -> drain(bytes)).doesNotThrowAnyException();
    }

    @Provide
    Arbitrary<String> damaged() {
        return Arbitraries.of(SEEDS).flatMap(seed -> Arbitraries.integers().between(0, seed.length() - 1)
                .flatMap(at -> Arbitraries.strings().ofMaxLength(4)
                        .map(insert -> seed.substring(0, at) + insert
                                + seed.substring(Math.min(seed.length(), at + 1)))));
    }

    private static void drain(byte[] bytes) throws IOException {
        try (RecordStream stream = new Files().open("x", new ByteArrayInputStream(bytes))) {
            Optional<FileItem> item = stream.next();
            while (item.isPresent()) {
                item = stream.next();
            }
        }
    }
}
