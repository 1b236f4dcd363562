package dev.palimpsest.ingest.decode.plain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palimpsest.ingest.decode.Decoding;
import dev.palimpsest.ingest.decode.record.DecodedRecord;
import dev.palimpsest.memory.observation.Payload;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlainTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "2026-04-30 10:11:12,345 ERROR x|2026-04-30T10:11:12.345Z",
            "no header at all|2026-05-01T12:00:00Z"})
    void shouldReadTheTimeOfALine(String line, String time) {
        DecodedRecord record = Decoding.one(line);
        Payload.Event event = (Payload.Event) record.payload();

        assertThat(event.format()).isEqualTo("line");
        assertThat(event.first("message")).contains(line);
        assertThat(record.occurredAt()).isEqualTo(Instant.parse(time));
    }

    @Test
    void shouldKeepUnknownJsonByItsOwnAndByCommonNames() {
        Payload.Event event = Decoding.event("""
                {"eventTime":"2026-04-30T10:11:12Z","eventName":"Login","sourceIPAddress":"203.0.113.9","userAgent":"aws-cli",
                 "userIdentity":{"userName":"alice"},"a":{"b":[{"c":1},{"c":2}]}}""");

        assertThat(event.format()).isEqualTo("json");
        assertThat(event.first("@timestamp")).contains("2026-04-30T10:11:12Z");
        assertThat(event.first("event.action")).contains("Login");
        assertThat(event.first("source.ip")).contains("203.0.113.9");
        assertThat(event.first("user.name")).contains("alice");
        assertThat(event.fields().get("a.b.c")).containsExactly("1", "2");
        assertThat(event.first("sourceIPAddress")).contains("203.0.113.9");
    }

    @Test
    void shouldKeepAServiceNameApartFromAddresses() {
        Payload.Event event = Decoding.event("{\"sourceIPAddress\":\"ec2.amazonaws.com\"}");

        assertThat(event.first("source.ip")).isEmpty();
        assertThat(event.first("source.domain")).contains("ec2.amazonaws.com");
    }

    @Test
    void shouldTakeRecordsOutOfTheirEnvelope() {
        List<DecodedRecord> records = Decoding
                .all("{\"Records\":[{\"eventID\":\"1\",\"eventTime\":\"2026-04-30T10:11:12Z\"},{\"eventID\":\"2\"}]}");

        assertThat(records).hasSize(2);
        assertThat(records.getFirst().naturalId().orElseThrow()).startsWith("json:1:2026-04-30T10:11:12Z:");
    }
}
