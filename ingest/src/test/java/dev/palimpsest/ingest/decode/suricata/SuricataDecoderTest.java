package dev.palimpsest.ingest.decode.suricata;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palimpsest.ingest.decode.Decoding;
import dev.palimpsest.ingest.decode.record.DecodedRecord;
import dev.palimpsest.memory.observation.Payload;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SuricataDecoderTest {

    private static final String FLOW = "{\"timestamp\":\"2026-04-30T10:11:12.345678+0000\",\"flow_id\":1234567890123456,\"src_ip\":\"10.120.8.21\","
            + "\"src_port\":50123,\"dest_ip\":\"203.0.113.77\",\"dest_port\":443,\"proto\":\"TCP\",";

    static Stream<Arguments> records() {
        return Stream.of(
                Arguments.of("alert", """
                "alert":{"action":"allowed","signature_id":2027512,"signature":"ET MALWARE Cobalt Strike Beacon","category":"Trojan","severity":1,
                 "metadata":{"mitre_technique_id":["T1071"],"mitre_technique_name":["Application_Layer_Protocol"],"mitre_tactic_id":["TA0011"],
                 "malware_family":["Cobalt_Strike"]}},"app_proto":"tls","tls":{"sni":"c2.example","ja3":{"hash":"aa"}}
                """,
                        Map.of("rule.name", "ET MALWARE Cobalt Strike Beacon", "rule.id", "2027512", "rule.category",
                                "Trojan", "event.severity",
                                "1", "threat.technique.id", "T1071", "threat.tactic.id", "TA0011", "tls.server_name",
                                "c2.example", "tls.client.ja3", "aa",
                                "network.protocol", "tls", "network.transport", "tcp")),
                Arguments.of("dns", "\"dns\":{\"type\":\"query\",\"rrname\":\"c2.example\",\"rrtype\":\"A\"}",
                        Map.of("dns.question.name", "c2.example", "network.protocol", "dns")),
                Arguments.of("dns",
                        "\"dns\":{\"version\":3,\"queries\":[{\"rrname\":\"c2.example\"}],\"answers\":[{\"rdata\":\"203.0.113.77\"}]}",
                        Map.of("dns.question.name", "c2.example", "dns.answers.data", "203.0.113.77")),
                Arguments.of("http",
                        "\"http\":{\"hostname\":\"c2.example\",\"http_port\":8080,\"url\":\"/x\",\"http_user_agent\":\"curl\",\"http_method\":\"GET\",\"status\":200}",
                        Map.of("url.full", "http://c2.example:8080/x", "user_agent.original", "curl")),
                Arguments.of("fileinfo", "\"fileinfo\":{\"filename\":\"/a/x.exe\",\"sha256\":\"ab\",\"size\":3}",
                        Map.of("file.name", "x.exe", "file.hash.sha256", "ab")),
                Arguments.of("smb",
                        "\"smb\":{\"command\":\"SMB2_COMMAND_CREATE\",\"filename\":\"x.exe\",\"share\":\"\\\\\\\\dc01\\\\ADMIN$\",\"ntlmssp\":{\"user\":\"alice\"}}",
                        Map.of("share.name", "ADMIN$", "file.name", "x.exe", "user.name", "alice")),
                Arguments.of("dcerpc",
                        "\"dcerpc\":{\"req\":{\"opnum\":12},\"interfaces\":[{\"uuid\":\"367abb81-9844-35f1-ad32-98f038001003\"}]}",
                        Map.of("dce_rpc.endpoint", "svcctl", "dce_rpc.operation", "12", "network.protocol", "dce_rpc")),
                Arguments.of("flow", "\"app_proto\":\"failed\",\"flow\":{\"bytes_toserver\":9}",
                        Map.of("source.ip", "10.120.8.21")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("records")
    void shouldMapToEcs(String type, String properties, Map<String, String> expected) {
        DecodedRecord record = Decoding.one(FLOW + "\"event_type\":\"" + type + "\"," + properties + "}");
        Payload.Event event = (Payload.Event) record.payload();

        assertThat(event.format()).isEqualTo("suricata");
        assertThat(record.occurredAt()).isEqualTo(Instant.parse("2026-04-30T10:11:12.345678Z"));
        assertThat(record.naturalId().orElseThrow()).startsWith("eve:1234567890123456:" + type);
        expected.forEach((field, value) -> assertThat(event.first(field)).as(field).contains(value));
    }

    @Test
    void shouldTurnDnsAnswersRound() {
        Payload.Event event = Decoding.event("""
                {"timestamp":"2026-04-30T10:11:12Z","flow_id":1,"event_type":"dns","src_ip":"8.8.8.8","src_port":53,
                 "dest_ip":"10.0.0.1","dest_port":50000,"dns":{"type":"answer","rrname":"c2.example"}}""");

        assertThat(event.first("source.ip")).contains("10.0.0.1");
        assertThat(event.first("destination.ip")).contains("8.8.8.8");
    }
}
