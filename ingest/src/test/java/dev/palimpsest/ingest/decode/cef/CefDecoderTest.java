package dev.palimpsest.ingest.decode.cef;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palimpsest.ingest.decode.Decoding;
import dev.palimpsest.ingest.decode.record.DecodedRecord;
import dev.palimpsest.memory.observation.Payload;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CefDecoderTest {

    private static final String FIREWALL = "CEF:0|Acme|Fire\\|wall|9.1|100|Port scan \\\\ probe|8|rt=1777543872000 "
            + "src=203.0.113.7 spt=4242 dst=10.0.0.5 dpt=443 proto=TCP act=blocked "
            + "request=http://a.example/x?id\\=1&b\\=2 requestClientApplication=Mozilla/5.0 (X11; Linux) msg=two\\nlines "
            + "cs1Label=Policy Name cs1=Default Deny suser=CORP\\\\alice cs2=plain";

    @Test
    void shouldReadHeaderExtensionAndLabels() {
        DecodedRecord record = Decoding.one(FIREWALL);
        Payload.Event event = (Payload.Event) record.payload();

        assertThat(event.format()).isEqualTo("cef");
        assertThat(event.raw()).isEqualTo(FIREWALL);
        assertThat(record.occurredAt()).isEqualTo(Instant.parse("2026-04-30T10:11:12Z"));
        assertThat(event.first("observer.product")).contains("Fire|wall");
        assertThat(event.first("rule.name")).contains("Port scan \\ probe");
        assertThat(event.first("event.severity")).contains("high");
        assertThat(event.first("source.ip")).contains("203.0.113.7");
        assertThat(event.first("destination.port")).contains("443");
        assertThat(event.first("network.transport")).contains("tcp");
        assertThat(event.first("url.full")).contains("http://a.example/x?id=1&b=2");
        assertThat(event.first("user_agent.original")).contains("Mozilla/5.0 (X11; Linux)");
        assertThat(event.first("message")).contains("two\nlines");
        assertThat(event.first("user.name")).contains("alice");
        assertThat(event.first("user.domain")).contains("CORP");
        assertThat(event.first("cef.Policy_Name")).contains("Default Deny");
        assertThat(event.first("cef.cs2")).contains("plain");
    }

    @Test
    void shouldKeepAnEqualsSignThatNobodyEscapedInsideAUrl() {
        Payload.Event event = Decoding.event("CEF:0|A|B|1|x|y|1|request=https://e.example/?a=b&c=d dst=10.1.1.1");

        assertThat(event.first("url.full")).contains("https://e.example/?a=b&c=d");
        assertThat(event.first("destination.ip")).contains("10.1.1.1");
    }

    @Test
    void shouldKeepAWindowsPathThatNobodyEscaped() {
        Payload.Event event = Decoding.event("CEF:0|A|B|1|x|y|1|filePath=C:\\new\\run.exe fname=run.exe");

        assertThat(event.first("file.path")).contains("C:\\new\\run.exe");
    }

    @Test
    void shouldNameTheMachineOnlyWhereNothingPassesThroughTheDevice() {
        Payload.Event passing = Decoding.event("CEF:0|A|FW|1|x|y|1|dvchost=fw01 src=1.1.1.1 dst=10.0.0.1");
        Payload.Event local = Decoding.event("CEF:0|A|AV|1|x|y|1|dvchost=WS7.corp.example fname=a.exe");

        assertThat(passing.first("host.name")).isEmpty();
        assertThat(passing.first("observer.name")).contains("fw01");
        assertThat(local.first("host.name")).contains("ws7");
    }

    @Test
    void shouldReadATechniqueOutOfALabelledField() {
        Payload.Event event = Decoding
                .event("CEF:0|A|EDR|1|x|y|High|cs3Label=MITRE Technique cs3=T1059.001, t1021 dvchost=ws7");

        assertThat(event.fields().get("threat.technique.id")).containsExactly("T1059.001", "T1021");
        assertThat(event.first("event.kind")).contains("alert");
        assertThat(event.first("event.severity")).contains("high");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"Apr 30 2026 10:11:12|2026-04-30T10:11:12Z",
            "Apr 30 2026 10:11:12.250 UTC|2026-04-30T10:11:12.250Z", "1777543872000|2026-04-30T10:11:12Z",
            "Apr  3 2026 10:11:12|2026-04-03T10:11:12Z"})
    void shouldReadTheTimesOfTheFormat(String time, String expected) {
        assertThat(Decoding.one("CEF:0|A|B|1|x|y|1|rt=" + time + " src=1.1.1.1").occurredAt())
                .isEqualTo(Instant.parse(expected));
    }

    @ParameterizedTest
    @ValueSource(strings = {"CEF:0|A|B|1|x", "CEF:", "CEF:9|A|B|1|x|y|1|src=1.1.1.1", "CEF:0|A|B\\|1|x|y|1"})
    void shouldKeepWhatIsNoWholeHeaderAsALine(String text) {
        assertThat(Decoding.event(text).format()).isEqualTo("line");
    }

    @Test
    void shouldReadAMessageWithoutExtension() {
        assertThat(Decoding.event("CEF:0|A|B|1|x|name|1").first("rule.name")).contains("name");
    }
}
