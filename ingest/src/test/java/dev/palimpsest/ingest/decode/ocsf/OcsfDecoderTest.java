package dev.palimpsest.ingest.decode.ocsf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palimpsest.ingest.decode.Decoding;
import dev.palimpsest.memory.observation.Payload;
import org.junit.jupiter.api.Test;

class OcsfDecoderTest {

    @Test
    void shouldReadADetectionWithItsTechniquesAndObservables() {
        String hash = "a".repeat(64);
        Payload.Event event = Decoding.event("""
                {"class_uid":2004,"class_name":"Detection Finding","category_uid":2,"activity_id":1,"type_uid":200401,"time":1777543872000,
                 "severity_id":4,"finding_info":{"title":"PowerShell download","uid":"r-7","attacks":[{"technique":{"uid":"T1059","name":"Command"},
                 "sub_technique":{"uid":"T1059.001"},"tactic":{"uid":"TA0002"}}]},"device":{"hostname":"WS7.corp.example","ip":"10.0.0.7"},
                 "actor":{"user":{"name":"CORP\\\\alice"},"process":{"name":"powershell.exe","pid":77,"cmd_line":"powershell -enc x"}},
                 "observables":[{"name":"src","type_id":2,"value":"203.0.113.9"},{"name":"h","type_id":8,"value":"%s"}],
                 "metadata":{"uid":"m-1","version":"1.3.0","product":{"name":"EDR","vendor_name":"Acme"}}}"""
                .formatted(hash));

        assertThat(event.format()).isEqualTo("ocsf");
        assertThat(event.first("@timestamp")).contains("2026-04-30T10:11:12Z");
        assertThat(event.first("event.kind")).contains("alert");
        assertThat(event.first("event.severity")).contains("high");
        assertThat(event.first("event.dataset")).contains("ocsf.detection_finding");
        assertThat(event.first("rule.name")).contains("PowerShell download");
        assertThat(event.fields().get("threat.technique.id")).containsExactly("T1059", "T1059.001");
        assertThat(event.first("host.name")).contains("ws7");
        assertThat(event.first("host.ip")).contains("10.0.0.7");
        assertThat(event.first("user.name")).contains("alice");
        assertThat(event.first("process.command_line")).contains("powershell -enc x");
        assertThat(event.first("related.ip")).contains("203.0.113.9");
        assertThat(event.first("file.hash.sha256")).contains(hash);
        assertThat(event.first("observer.product")).contains("EDR");
    }

    @Test
    void shouldReadAFailedLogon() {
        Payload.Event event = Decoding
                .event("""
                {"class_uid":3002,"category_uid":3,"activity_id":1,"time":1777543872000,"status_id":2,"user":{"name":"bob","domain":"CORP"},
                 "src_endpoint":{"ip":"203.0.113.9","port":4242},"dst_endpoint":{"hostname":"dc01"},"metadata":{"version":"1.1.0"}}""");

        assertThat(event.first("event.category")).contains("authentication");
        assertThat(event.first("event.outcome")).contains("failure");
        assertThat(event.first("user.name")).contains("bob");
        assertThat(event.first("user.domain")).contains("CORP");
        assertThat(event.first("host.name")).contains("dc01");
        assertThat(event.first("source.ip")).contains("203.0.113.9");
    }

    @Test
    void shouldReadNetworkNamesAndRequests() {
        Payload.Event event = Decoding
                .event("""
                {"class_uid":4003,"category_uid":4,"activity_id":1,"time":1777543872000,"query":{"hostname":"evil.example","type":"A"},
                 "answers":[{"rdata":"203.0.113.9"}],"src_endpoint":{"ip":"10.0.0.7"},"dst_endpoint":{"ip":"10.0.0.2","port":53},
                 "connection_info":{"protocol_name":"UDP"},"http_request":{"url":{"url_string":"http://evil.example/a"},"user_agent":"x"}}""");

        assertThat(event.first("event.category")).contains("network");
        assertThat(event.first("dns.question.name")).contains("evil.example");
        assertThat(event.first("dns.answers.data")).contains("203.0.113.9");
        assertThat(event.first("destination.ip")).contains("10.0.0.2");
        assertThat(event.first("network.transport")).contains("udp");
        assertThat(event.first("url.full")).contains("http://evil.example/a");
    }
}
