package dev.palimpsest.ingest.decode.sigma;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palimpsest.ingest.decode.Decoding;
import dev.palimpsest.memory.observation.Payload;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SigmaDecoderTest {

    private static final String SYSMON = "{\"EventID\":1,\"Channel\":\"Microsoft-Windows-Sysmon/Operational\","
            + "\"Hostname\":\"WS7.corp.example\",\"UtcTime\":\"2026-04-30 10:11:12.000\",\"Image\":\"C:\\\\a\\\\p.exe\","
            + "\"CommandLine\":\"p -enc\",\"SourceName\":\"Microsoft-Windows-Sysmon\"}";

    @ParameterizedTest
    @ValueSource(strings = {
            "{\"rule\":{\"id\":\"r1\",\"title\":\"Encoded\",\"level\":\"high\",\"tags\":[\"attack.execution\",\"attack.t1059.001\"]},\"event\":%s}",
            "{\"title\":\"Encoded\",\"id\":\"r1\",\"level\":\"high\",\"tags\":[\"attack.t1059.001\"],\"logsource\":{\"product\":\"windows\"},\"matched_event\":%s}",
            "{\"name\":\"Encoded\",\"id\":\"r1\",\"level\":\"high\",\"source\":\"sigma\",\"tags\":[\"attack.t1059.001\"],\"document\":{\"kind\":\"evtx\",\"data\":%s}}"})
    void shouldReadTheRuleAndTheEventThatMatched(String shape) {
        Payload.Event event = Decoding.event(shape.formatted(SYSMON));

        assertThat(event.format()).isEqualTo("sigma");
        assertThat(event.first("@timestamp")).contains("2026-04-30T10:11:12Z");
        assertThat(event.first("event.kind")).contains("alert");
        assertThat(event.first("event.severity")).contains("high");
        assertThat(event.first("rule.name")).contains("Encoded");
        assertThat(event.first("rule.id")).contains("r1");
        assertThat(event.fields().get("threat.technique.id")).containsExactly("T1059.001");
        assertThat(event.first("host.name")).contains("ws7");
        assertThat(event.first("process.command_line")).contains("p -enc");
    }

    @Test
    void shouldReadAFlatAlert() {
        Payload.Event event = Decoding
                .event("{\"Timestamp\":\"2026-04-30 10:11:12.000 +00:00\",\"RuleTitle\":\"Logon\","
                        + "\"Level\":\"low\",\"RuleID\":\"r2\",\"Computer\":\"DC01\",\"Channel\":\"Sec\",\"EventID\":4625,\"MitreTags\":[\"T1110\"]}");

        assertThat(event.format()).isEqualTo("sigma");
        assertThat(event.first("host.name")).contains("dc01");
        assertThat(event.first("threat.technique.id")).contains("T1110");
        assertThat(event.first("event.code")).contains("4625");
    }

    @Test
    void shouldLeaveOtherJsonWithATitleAlone() {
        assertThat(Decoding.event("{\"title\":\"x\",\"id\":\"1\",\"tags\":[\"news\"]}").format()).isEqualTo("json");
    }
}
