package dev.palimpsest.ingest.decode.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palimpsest.ingest.decode.Decoding;
import dev.palimpsest.ingest.decode.record.DecodedRecord;
import dev.palimpsest.memory.observation.Payload;
import org.junit.jupiter.api.Test;

class EcsDecoderTest {

    @Test
    void shouldTakeOverNestedAndDottedFields() {
        Payload.Event event = Decoding.event("""
                {"@timestamp":"2026-04-30T10:11:12.345Z","host":{"name":"WS5.corp.example"},"source.ip":"10.0.0.1",
                 "event":{"category":["network","session"],"original":"{…}"},"user":{"name":"CORP\\\\alice"},
                 "threat":{"technique":[{"id":"T1021.002"},{"id":"T1569.002"}]}}""");

        assertThat(event.format()).isEqualTo("ecs");
        assertThat(event.first("host.name")).contains("ws5");
        assertThat(event.first("host.fqdn")).contains("ws5.corp.example");
        assertThat(event.first("source.ip")).contains("10.0.0.1");
        assertThat(event.fields().get("event.category")).containsExactly("network", "session");
        assertThat(event.fields().get("threat.technique.id")).containsExactly("T1021.002", "T1569.002");
        assertThat(event.first("user.name")).contains("alice");
        assertThat(event.fields()).doesNotContainKey("event.original");
    }

    @Test
    void shouldNameShippedLinesByTheirPlaceInTheFile() {
        String at = "{\"@timestamp\":\"2026-04-30T10:1%d:00Z\",\"agent\":{\"id\":\"a1\"},\"log\":{\"offset\":77,\"file\":{\"path\":\"/var/log/x\"}},\"message\":\"%s\"}";

        DecodedRecord first = Decoding.one(at.formatted(0, "hello"));
        DecodedRecord readAgain = Decoding.one(at.formatted(1, "hello"));
        DecodedRecord rotated = Decoding.one(at.formatted(1, "other"));

        assertThat(first.naturalId().orElseThrow()).startsWith("log:a1:/var/log/x:77:");
        assertThat(readAgain.naturalId()).isEqualTo(first.naturalId());
        assertThat(rotated.naturalId()).isNotEqualTo(first.naturalId());
    }
}
