package dev.palimpsest.ingest.decode.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palimpsest.ingest.decode.Decoding;
import dev.palimpsest.memory.observation.Payload;
import org.junit.jupiter.api.Test;

class AuditDecoderTest {

    private static final String EVENT = """
            {"kind":"Event","apiVersion":"audit.k8s.io/v1","level":"RequestResponse","auditID":"a-1","stage":"ResponseComplete",
             "requestURI":"/api/v1/namespaces/prod/pods/web/exec?command=sh","verb":"create","user":{"username":"system:serviceaccount:prod:ci","groups":["system:authenticated"]},
             "sourceIPs":["203.0.113.9","10.0.0.1"],"userAgent":"kubectl/1.30","objectRef":{"resource":"pods","namespace":"prod","name":"web","subresource":"exec"},
             "responseStatus":{"code":403,"reason":"Forbidden"},"requestReceivedTimestamp":"2026-04-30T10:11:12.000001Z"}""";

    @Test
    void shouldReadARequest() {
        Payload.Event event = Decoding.event(EVENT);

        assertThat(event.format()).isEqualTo("kubernetes");
        assertThat(event.first("@timestamp")).contains("2026-04-30T10:11:12.000001Z");
        assertThat(event.first("event.action")).contains("create");
        assertThat(event.first("event.outcome")).contains("failure");
        assertThat(event.first("user.name")).contains("system:serviceaccount:prod:ci");
        assertThat(event.first("source.ip")).contains("203.0.113.9");
        assertThat(event.fields().get("related.ip")).containsExactly("203.0.113.9", "10.0.0.1");
        assertThat(event.first("orchestrator.resource.type")).contains("pods");
        assertThat(event.first("orchestrator.resource.subtype")).contains("exec");
        assertThat(Decoding.one(EVENT).naturalId().orElseThrow()).startsWith("kubernetes:a-1:ResponseComplete:");
    }

    @Test
    void shouldTakeEventsOutOfAList() {
        assertThat(Decoding.all("{\"kind\":\"EventList\",\"apiVersion\":\"audit.k8s.io/v1\",\"items\":[" + EVENT + ","
                + EVENT.replace("a-1", "a-2") + "]}")).hasSize(2);
    }

    @Test
    void shouldLeaveOtherObjectsOfKubernetesAsTheyAre() {
        assertThat(Decoding.event("{\"kind\":\"Event\",\"apiVersion\":\"v1\",\"reason\":\"Pulled\"}").format())
                .isEqualTo("json");
    }
}
