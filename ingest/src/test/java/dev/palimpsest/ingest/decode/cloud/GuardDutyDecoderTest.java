package dev.palimpsest.ingest.decode.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palimpsest.ingest.decode.Decoding;
import dev.palimpsest.memory.observation.Payload;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GuardDutyDecoderTest {

    private static final String FINDING = """
            {"SchemaVersion":"2.0","AccountId":"111122223333","Region":"us-east-1","Id":"f1","Arn":"arn:aws:guardduty:us-east-1:1:detector/d/finding/f1",
             "Type":"UnauthorizedAccess:EC2/SSHBruteForce","Severity":5,"Title":"brute force against i-0abc","UpdatedAt":"2026-04-30T11:00:00Z",
             "Resource":{"ResourceType":"Instance","InstanceDetails":{"InstanceId":"i-0abc","NetworkInterfaces":[{"PrivateIpAddress":"10.0.0.5"}]}},
             "Service":{"ServiceName":"guardduty","EventLastSeen":"2026-04-30T10:11:12Z","Action":{"ActionType":"NETWORK_CONNECTION",
              "NetworkConnectionAction":{"ConnectionDirection":"INBOUND","Protocol":"TCP","LocalPortDetails":{"Port":22},"RemotePortDetails":{"Port":4242},
              "RemoteIpDetails":{"IpAddressV4":"203.0.113.9"}}}}}""";

    @Test
    void shouldReadAFinding() {
        Payload.Event event = Decoding.event(FINDING);

        assertThat(event.format()).isEqualTo("guardduty");
        assertThat(event.first("@timestamp")).contains("2026-04-30T10:11:12Z");
        assertThat(event.first("event.kind")).contains("alert");
        assertThat(event.first("event.severity")).contains("medium");
        assertThat(event.first("rule.name")).contains("UnauthorizedAccess:EC2/SSHBruteForce");
        assertThat(event.first("threat.technique.id")).contains("T1110");
        assertThat(event.first("host.name")).contains("i-0abc");
        assertThat(event.first("source.ip")).contains("203.0.113.9");
        assertThat(event.first("destination.ip")).contains("10.0.0.5");
        assertThat(event.first("destination.port")).contains("22");
        assertThat(event.first("network.direction")).contains("inbound");
    }

    @Test
    void shouldReadTheSpellingOfEventBridge() {
        Payload.Event event = Decoding.event("""
                {"detail-type":"GuardDuty Finding","detail":{"schemaVersion":"2.0","accountId":"1","id":"f2","type":"Backdoor:EC2/C&CActivity.B!DNS",
                 "severity":8,"updatedAt":"2026-04-30T11:00:00Z","service":{"serviceName":"guardduty","action":{"actionType":"DNS_REQUEST",
                 "dnsRequestAction":{"domain":"evil.example"}}}}}""");

        assertThat(event.first("dns.question.name")).contains("evil.example");
        assertThat(event.first("threat.technique.id")).contains("T1071.004");
        assertThat(event.first("event.severity")).contains("high");
    }

    @Test
    void shouldTakeFindingsOutOfAnAnswer() {
        assertThat(Decoding.all("{\"Findings\":[" + FINDING + "," + FINDING + "]}")).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", value = {"Recon:EC2/PortProbeUnprotectedPort,T1046",
            "CryptoCurrency:EC2/BitcoinTool.B!DNS,T1496", "Backdoor:EC2/C&CActivity.B,T1071",
            "Recon:IAMUser/MaliciousIPCaller,-", "UnauthorizedAccess:EC2/MaliciousIPCaller.Custom,-"})
    void shouldNameATechniqueOnlyWhereTheTypeMeansOne(String type, String technique) {
        assertThat(FindingTypes.technique(type)).isEqualTo(Optional.ofNullable(technique));
    }
}
