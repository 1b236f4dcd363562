package dev.palimpsest.ingest.decode.zeek;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palimpsest.ingest.decode.Decoding;
import dev.palimpsest.ingest.decode.file.FileItem;
import dev.palimpsest.ingest.decode.file.FileItem.FileRecord;
import dev.palimpsest.ingest.decode.file.Files;
import dev.palimpsest.ingest.decode.file.RecordStream;
import dev.palimpsest.ingest.decode.record.Arrival.Expected;
import dev.palimpsest.ingest.decode.record.DecodedRecord;
import dev.palimpsest.memory.observation.Payload;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ZeekTableDecoderTest {

    private static final String LOG = """
            #separator \\x09
            #set_separator	,
            #empty_field	(empty)
            #unset_field	-
            #path	dns
            #open	2026-04-30-10-00-00
            #fields	ts	uid	id.orig_h	id.orig_p	id.resp_h	id.resp_p	proto	query	answers	AA
            #types	time	string	addr	port	addr	port	enum	string	vector[string]	bool
            1777543872.000001	C1	10.0.0.7	5353	10.0.0.2	53	udp	ev\\x69l.example	203.0.113.9,203.0.113.10	T
            1777543873.000001	C2	10.0.0.7	5354	10.0.0.2	53	udp	-	(empty)	F
            #close	2026-04-30-11-00-00
            """;

    @Test
    void shouldReadRowsAsZeekWouldWriteThemInJson() {
        List<DecodedRecord> records = Decoding.all(LOG);
        Payload.Event first = (Payload.Event) records.getFirst().payload();
        Payload.Event second = (Payload.Event) records.get(1).payload();

        assertThat(records).hasSize(2);
        assertThat(first.format()).isEqualTo("zeek");
        assertThat(first.first("event.dataset")).contains("zeek.dns");
        assertThat(first.first("@timestamp")).contains("2026-04-30T10:11:12.000001Z");
        assertThat(first.first("source.ip")).contains("10.0.0.7");
        assertThat(first.first("dns.question.name")).contains("evil.example");
        assertThat(first.fields().get("dns.answers.data")).containsExactly("203.0.113.9", "203.0.113.10");
        assertThat(first.first("zeek.dns.AA")).contains("true");
        assertThat(second.first("dns.question.name")).isEmpty();
        assertThat(second.fields()).doesNotContainKey("dns.answers.data");
    }

    @Test
    void shouldReadTheRawTextOfARowAgain() {
        DecodedRecord first = Decoding.all(LOG).getFirst();

        DecodedRecord again = Decoding.one(((Payload.Event) first.payload()).raw());

        assertThat(again).isEqualTo(first);
    }

    @Test
    void shouldCutAFileIntoRowsUnderTheirHeaderAlsoAfterASecondHeader() throws IOException {
        String second = LOG.replace("#path\tdns", "#path\tdns2").replace("10.0.0.7", "10.0.0.8");
        List<String> records = new ArrayList<>();
        byte[] bytes = (LOG + second).getBytes(StandardCharsets.UTF_8);
        try (RecordStream stream = new Files().open("dns.log", new ByteArrayInputStream(bytes))) {
            for (Optional<FileItem> item = stream.next(); item.isPresent(); item = stream.next()) {
                records.add(new String(((FileRecord) item.get()).bytes(), StandardCharsets.UTF_8));
            }
        }

        assertThat(records).hasSize(4);
        assertThat(Decoding.event(records.get(1)).first("zeek.session_id")).contains("C2");
        assertThat(Decoding.event(records.get(3)).first("source.ip")).contains("10.0.0.8");
        assertThat(Decoding.event(records.get(3)).first("event.dataset")).contains("zeek.dns2");
    }

    @Test
    void shouldReadALogFromASourceOfEvents() {
        assertThat(Decoding.all(LOG, Decoding.ARRIVAL.expecting(Expected.EVENTS))).hasSize(2);
    }

    @Test
    void shouldKeepARowWithoutHeaderAsALine() {
        assertThat(Decoding.event("1777543872.000001\tC1\t10.0.0.7\t5353").format()).isEqualTo("line");
    }

    @Test
    void shouldKeepARowThatDoesNotFitItsHeader() {
        List<DecodedRecord> records = Decoding.all(LOG + "cut off\trow");
        Payload.Event last = (Payload.Event) records.getLast().payload();

        assertThat(records).hasSize(3);
        assertThat(last.format()).isEqualTo("line");
        assertThat(last.first("error.message")).contains("not a row of its header");
    }
}
