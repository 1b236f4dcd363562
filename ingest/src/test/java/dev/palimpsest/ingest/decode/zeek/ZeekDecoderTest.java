package dev.palimpsest.ingest.decode.zeek;

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

class ZeekDecoderTest {

    private static final String FLOW = "\"ts\":1777543872.345678,\"uid\":\"CAbc1\",\"id.orig_h\":\"10.120.8.21\",\"id.orig_p\":50123,"
            + "\"id.resp_h\":\"203.0.113.77\",\"id.resp_p\":";

    static Stream<Arguments> logs() {
        return Stream.of(
                Arguments.of("conn", FLOW
                        + "443,\"proto\":\"tcp\",\"service\":\"ssl\",\"conn_state\":\"SF\",\"local_orig\":true,\"local_resp\":false",
                        Map.of("source.ip", "10.120.8.21", "destination.ip", "203.0.113.77", "destination.port", "443",
                                "network.transport", "tcp", "network.protocol", "ssl", "network.direction",
                                "outbound")),
                Arguments.of("dns", FLOW
                        + "53,\"query\":\"c2.example\",\"qtype_name\":\"A\",\"answers\":[\"203.0.113.77\"],\"rcode_name\":\"NOERROR\"",
                        Map.of("dns.question.name", "c2.example", "dns.answers.data", "203.0.113.77",
                                "network.protocol", "dns")),
                Arguments.of("http", FLOW
                        + "8080,\"method\":\"GET\",\"host\":\"c2.example\",\"uri\":\"/a?b\",\"user_agent\":\"curl\",\"status_code\":200,\"request_body_len\":0",
                        Map.of("url.full", "http://c2.example:8080/a?b", "url.domain", "c2.example",
                                "http.request.method", "GET",
                                "user_agent.original", "curl")),
                Arguments.of("ssl", FLOW
                        + "443,\"server_name\":\"c2.example\",\"ja3\":\"aa\",\"subject\":\"CN=x\",\"version\":\"TLSv12\"",
                        Map.of("tls.server_name", "c2.example", "tls.client.ja3", "aa", "x509.subject", "CN=x")),
                Arguments.of("files", FLOW
                        + "80,\"fuid\":\"F1\",\"source\":\"HTTP\",\"seen_bytes\":9,\"sha256\":\"ab\",\"filename\":\"x.exe\"",
                        Map.of("file.hash.sha256", "ab", "file.name", "x.exe", "event.category", "file")),
                Arguments.of("smb_files", FLOW
                        + "445,\"action\":\"SMB::FILE_WRITE\",\"path\":\"\\\\\\\\10.0.0.1\\\\ADMIN$\",\"name\":\"Temp\\\\x.exe\"",
                        Map.of("share.name", "ADMIN$", "file.path", "Temp\\x.exe", "file.name", "x.exe", "event.action",
                                "SMB::FILE_WRITE")),
                Arguments.of("smb_files", FLOW + "445,\"action\":\"SMB::FILE_OPEN\",\"name\":\"\\\\lsarpc\"",
                        Map.of("pipe.name", "lsarpc")),
                Arguments.of("smb_mapping", FLOW + "445,\"path\":\"\\\\\\\\dc01\\\\IPC$\",\"share_type\":\"PIPE\"",
                        Map.of("share.name", "IPC$", "share.path", "\\\\dc01\\IPC$")),
                Arguments.of("dce_rpc", FLOW
                        + "49670,\"endpoint\":\"svcctl\",\"operation\":\"CreateServiceW\",\"named_pipe\":\"\\\\pipe\\\\svcctl\"",
                        Map.of("dce_rpc.endpoint", "svcctl", "dce_rpc.operation", "CreateServiceW", "pipe.name",
                                "svcctl")),
                Arguments.of("ntlm", FLOW
                        + "445,\"username\":\"alice\",\"hostname\":\"WS5\",\"domainname\":\"CORP\",\"server_dns_computer_name\":\"DC01.corp.example\",\"server_nb_computer_name\":\"DC01\",\"success\":true",
                        Map.of("user.name", "alice", "user.domain", "CORP", "host.name", "dc01", "source.domain", "WS5",
                                "event.outcome", "success")),
                Arguments.of("kerberos", FLOW
                        + "88,\"request_type\":\"TGS\",\"client\":\"alice/CORP\",\"service\":\"cifs/fs01.corp.example\",\"success\":false",
                        Map.of("user.name", "alice", "user.domain", "CORP", "destination.domain", "fs01.corp.example",
                                "event.outcome", "failure")),
                Arguments.of("rdp", FLOW + "3389,\"cookie\":\"CORP\\\\alice\",\"security_protocol\":\"HYBRID\"",
                        Map.of("user.name", "alice")),
                Arguments.of("ssh", FLOW + "22,\"auth_success\":true,\"auth_attempts\":1",
                        Map.of("event.outcome", "success")),
                Arguments.of("notice", FLOW
                        + "80,\"note\":\"Scan::Port_Scan\",\"msg\":\"10.120.8.21 scanned\",\"actions\":[\"Notice::ACTION_LOG\"]",
                        Map.of("rule.name", "Scan::Port_Scan", "message", "10.120.8.21 scanned")),
                Arguments.of("x509",
                        "\"ts\":1777543872.1,\"fingerprint\":\"aa\",\"certificate.subject\":\"CN=evil\",\"san.dns\":[\"evil.example\"]",
                        Map.of("x509.subject", "CN=evil", "x509.alternative_names", "evil.example")),
                Arguments.of("dhcp",
                        "\"ts\":1777543872.1,\"uids\":[\"C1\"],\"host_name\":\"WS5\",\"assigned_addr\":\"10.0.0.5\",\"msg_types\":[\"ACK\"]",
                        Map.of("host.name", "ws5", "host.ip", "10.0.0.5")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("logs")
    void shouldTellTheKindByItsKeysAndMapToEcs(String kind, String properties, Map<String, String> expected) {
        Payload.Event event = Decoding.event("{" + properties + "}");

        assertThat(event.format()).isEqualTo("zeek");
        assertThat(event.first("event.dataset")).contains("zeek." + kind);
        expected.forEach((field, value) -> assertThat(event.first(field)).as(field).contains(value));
    }

    @Test
    void shouldReadPathIsoTimeAndNestedId() {
        DecodedRecord record = Decoding
                .one("""
                {"_path":"conn","ts":"2026-04-30T10:11:12.345678Z","uid":"C1","id":{"orig_h":"10.0.0.1","orig_p":1,"resp_h":"10.0.0.2","resp_p":2}}""");

        assertThat(record.occurredAt()).isEqualTo(Instant.parse("2026-04-30T10:11:12.345678Z"));
        assertThat(((Payload.Event) record.payload()).first("destination.port")).contains("2");
    }

    @Test
    void shouldNameRecordsByFlowTimeAndContent() {
        DecodedRecord first = Decoding.one("{" + FLOW + "80,\"method\":\"GET\",\"uri\":\"/1\",\"request_body_len\":0}");
        DecodedRecord sameFlow = Decoding
                .one("{" + FLOW + "80,\"method\":\"GET\",\"uri\":\"/2\",\"request_body_len\":0}");
        DecodedRecord reordered = Decoding
                .one("{\"uri\":\"/1\",\"method\":\"GET\",\"request_body_len\":0," + FLOW + "80}");

        assertThat(first.naturalId().orElseThrow()).startsWith("zeek:http:CAbc1:2026-04-30T10:11:12.345678Z:");
        assertThat(sameFlow.naturalId()).isNotEqualTo(first.naturalId());
        assertThat(reordered.naturalId()).isEqualTo(first.naturalId());
    }

    @Test
    void shouldOpenZeekShippedAsTheMessageOfFilebeat() {
        Payload.Event event = Decoding
                .event("""
                {"@timestamp":"2026-04-30T10:20:00Z","agent":{"type":"filebeat"},
                 "message":"{\\"ts\\":1777543872.3,\\"uid\\":\\"C1\\",\\"id.orig_h\\":\\"10.0.0.1\\",\\"query\\":\\"c2.example\\",\\"qtype_name\\":\\"A\\"}"}""");

        assertThat(event.format()).isEqualTo("zeek");
        assertThat(event.first("dns.question.name")).contains("c2.example");
        assertThat(event.raw()).contains("filebeat");
    }
}
