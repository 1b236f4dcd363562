package dev.palimpsest.ingest.decode.leef;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palimpsest.ingest.decode.Decoding;
import dev.palimpsest.ingest.decode.record.DecodedRecord;
import dev.palimpsest.memory.observation.Payload;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LeefDecoderTest {

    @Test
    void shouldReadVersionOneWithTabs() {
        DecodedRecord record = Decoding.one("LEEF:1.0|Acme|IDS|2.1|ssh-scan|src=203.0.113.7\tdst=10.0.0.5\t"
                + "srcPort=4242\tdstPort=22\tproto=6\tusrName=root\tsev=9\tcat=recon\tdevTime=Apr 30 2026 10:11:12");
        Payload.Event event = (Payload.Event) record.payload();

        assertThat(event.format()).isEqualTo("leef");
        assertThat(record.occurredAt()).isEqualTo(Instant.parse("2026-04-30T10:11:12Z"));
        assertThat(event.first("event.code")).contains("ssh-scan");
        assertThat(event.first("source.ip")).contains("203.0.113.7");
        assertThat(event.first("destination.port")).contains("22");
        assertThat(event.first("network.transport")).contains("tcp");
        assertThat(event.first("user.name")).contains("root");
        assertThat(event.first("event.severity")).contains("critical");
        assertThat(event.first("leef.sev")).contains("9");
    }

    @ParameterizedTest
    @ValueSource(strings = {"^|src=10.0.0.1^usrName=al ice", "0x5E|src=10.0.0.1^usrName=al ice",
            "x5e|src=10.0.0.1^usrName=al ice", "|src=10.0.0.1\tusrName=al ice", "src=10.0.0.1\tusrName=al ice",
            "x09|src=10.0.0.1\tusrName=al ice", "0x7C|src=10.0.0.1|usrName=al ice"})
    void shouldReadVersionTwoWithItsDelimiter(String rest) {
        Payload.Event event = Decoding.event("LEEF:2.0|Acme|IDS|2.1|e1|" + rest);

        assertThat(event.first("source.ip")).contains("10.0.0.1");
        assertThat(event.first("user.name")).contains("al ice");
    }

    @Test
    void shouldReadATimeInTheFormItStates() {
        DecodedRecord record = Decoding.one("LEEF:2.0|A|B|1|e|^|devTime=30/04/26 10h11+0200^"
                + "devTimeFormat=dd/MM/yy HH'h'mmXX^src=10.0.0.1");

        assertThat(record.occurredAt()).isEqualTo(Instant.parse("2026-04-30T08:11:00Z"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"LEEF:1.0|a|b", "LEEF:3.0|a|b|c|d|x=1", "LEEF:"})
    void shouldKeepWhatIsNoWholeHeaderAsALine(String text) {
        assertThat(Decoding.event(text).format()).isEqualTo("line");
    }
}
