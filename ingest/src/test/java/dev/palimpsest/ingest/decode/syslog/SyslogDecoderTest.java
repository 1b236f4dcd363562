package dev.palimpsest.ingest.decode.syslog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palimpsest.ingest.decode.Decoding;
import dev.palimpsest.ingest.decode.record.DecodedRecord;
import dev.palimpsest.memory.observation.Payload;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SyslogDecoderTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", quoteCharacter = '`', value = {
            "<34>1 2026-04-30T10:11:12.5Z fw01.corp.example app 77 ID47 - denied|2026-04-30T10:11:12.5Z|fw01|app|77|denied",
            "<34>1 - fw01 app - - [a@1 x=\"y ] z\"] denied|2026-05-01T12:00:00Z|fw01|app|-|denied",
            "<13>Apr 30 10:11:12 fw01 sshd[77]: Failed x|2026-04-30T10:11:12Z|fw01|sshd|77|Failed x",
            "<13>Apr 30 2026 10:11:12 fw01 app: x|2026-04-30T10:11:12Z|fw01|app|-|x",
            "Apr  3 10:11:12 fw01 kernel: x|2026-04-03T10:11:12Z|fw01|kernel|-|x",
            "Apr 34 10:11:12 fw01 kernel: x|2026-05-01T12:00:00Z|fw01|kernel|-|x",
            "Dec 31 23:59:59 fw01 cron: x|2025-12-31T23:59:59Z|fw01|cron|-|x",
            "2026-04-30T10:11:12+00:00 fw01 app: x|2026-04-30T10:11:12Z|fw01|app|-|x",
            "<189>45: Apr 30 10:11:12.345 UTC: %SYS-5-CONFIG_I: by vty0|2026-04-30T10:11:12.345Z|-|SYS-5-CONFIG_I|-|by vty0",
            "<14>just text|2026-05-01T12:00:00Z|-|-|-|just text"})
    void shouldReadTheHeader(String line, String time, String host, String program, String pid, String message) {
        DecodedRecord record = Decoding.one(line);
        Payload.Event event = (Payload.Event) record.payload();

        assertThat(event.format()).isEqualTo("syslog");
        assertThat(event.raw()).isEqualTo(line);
        assertThat(record.occurredAt()).isEqualTo(Instant.parse(time));
        assertThat(event.first("host.name").orElse(null)).isEqualTo(host);
        assertThat(event.first("process.name").orElse(null)).isEqualTo(program);
        assertThat(event.first("process.pid").orElse(null)).isEqualTo(pid);
        assertThat(event.first("message")).contains(message);
    }

    @Test
    void shouldReadPriorityAndStructuredData() {
        Payload.Event event = Decoding.event("<165>1 2026-04-30T10:11:12Z h app 1 ID1 "
                + "[ex@32473 iut=\"3\" q=\"a \\\"b\\\" \\]\"][o@1 z=\"1\"] hello");

        assertThat(event.first("log.syslog.priority")).contains("165");
        assertThat(event.first("log.syslog.facility.name")).contains("local4");
        assertThat(event.first("log.syslog.severity.name")).contains("notice");
        assertThat(event.first("log.syslog.structured_data.ex@32473.q")).contains("a \"b\" ]");
        assertThat(event.first("log.syslog.structured_data.o@1.z")).contains("1");
        assertThat(event.first("message")).contains("hello");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<34>Apr 30 10:11:12 fw01 CEF:0|A|B|1|x|y|5|src=203.0.113.7 dst=10.0.0.5",
            "<34>1 2026-04-30T10:11:12Z fw01 cefout - - - CEF:0|A|B|1|x|y|5|src=203.0.113.7 dst=10.0.0.5",
            "Apr 30 10:11:12 fw01 CEF:0|A|B|1|x|y|5|src=203.0.113.7 dst=10.0.0.5",
            "<34>Apr 30 10:11:12 relay fwd: <134>Apr 30 10:11:12 fw01 CEF:0|A|B|1|x|y|5|src=203.0.113.7 dst=10.0.0.5",
            "{\"@timestamp\":\"2026-04-30T10:11:12Z\",\"log\":\"<34>Apr 30 10:11:12 fw01 CEF:0|A|B|1|x|y|5|src=203.0.113.7 dst=10.0.0.5\"}"})
    void shouldDecodeWhatItWraps(String line) {
        DecodedRecord record = Decoding.one(line);
        Payload.Event event = (Payload.Event) record.payload();

        assertThat(event.format()).isIn("cef", "json");
        assertThat(event.raw()).isEqualTo(line);
        assertThat(record.occurredAt()).isEqualTo(Instant.parse("2026-04-30T10:11:12Z"));
        assertThat(event.first("source.ip")).contains("203.0.113.7");
        assertThat(event.first("observer.name")).contains("fw01");
        assertThat(event.first("host.name")).isEmpty();
    }

    @Test
    void shouldDecodeJsonOfASensorBehindAHeader() {
        Payload.Event event = Decoding.event("<13>Apr 30 10:11:12 ids suricata[9]: {\"timestamp\":"
                + "\"2026-04-30T10:11:11Z\",\"event_type\":\"dns\",\"flow_id\":1,\"src_ip\":\"10.0.0.1\",\"dest_ip\":\"10.0.0.2\"}");

        assertThat(event.format()).isEqualTo("suricata");
        assertThat(event.first("@timestamp")).contains("2026-04-30T10:11:11Z");
        assertThat(event.first("observer.name")).contains("ids");
        assertThat(event.first("log.syslog.appname")).contains("suricata");
    }

    @Test
    void shouldStopOpeningWrappersAtItsDepth() {
        String line = "<13>Apr 30 10:11:12 h a: ".repeat(50) + "end";

        Payload.Event event = Decoding.event(line);

        assertThat(event.format()).isEqualTo("syslog");
        assertThat(event.raw()).isEqualTo(line);
    }

    @Test
    void shouldFillFromTheLineInsideAnEcsEvent() {
        Payload.Event event = Decoding.event("{\"@timestamp\":\"2026-04-30T10:11:12Z\",\"host\":{\"name\":\"gw\"},"
                + "\"ecs\":{\"version\":\"8\"},\"message\":\"Apr 30 10:11:12 gw sshd[7]: Accepted password for alice from 10.0.0.9 port 22 ssh2\"}");

        assertThat(event.format()).isEqualTo("ecs");
        assertThat(event.first("user.name")).contains("alice");
        assertThat(event.first("event.outcome")).contains("success");
    }

    @ParameterizedTest
    @ValueSource(strings = {"no header at all", "2026-04-30 10:11:12,345 ERROR x", "<999>x", "<>x", "a: b"})
    void shouldNotSeeAHeaderWhereThereIsNone(String line) {
        assertThat(Decoding.event(line).format()).isEqualTo("line");
    }
}
