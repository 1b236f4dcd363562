package dev.palimpsest.ingest.decode.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palimpsest.ingest.decode.Decoding;
import dev.palimpsest.ingest.decode.record.DecodedRecord;
import dev.palimpsest.memory.observation.Payload;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class CloudTrailDecoderTest {

    private static final String CALL = """
            {"eventVersion":"1.08", "userIdentity":{"type":"IAMUser","principalId":"AIDAEXAMPLE","userName":"alice","accountId":"111122223333"},
             "eventTime":"2026-04-30T10:11:12Z","eventSource":"iam.amazonaws.com","eventName":"CreateUser","awsRegion":"us-east-1",
             "sourceIPAddress":"203.0.113.9","userAgent":"aws-cli/2.1","errorCode":"AccessDenied","errorMessage":"not authorized",
             "requestParameters":{"userName":"mallory"},"eventID":"e-1","recipientAccountId":"111122223333"}""";

    @Test
    void shouldReadARefusedCall() {
        DecodedRecord record = Decoding.one(CALL);
        Payload.Event event = (Payload.Event) record.payload();

        assertThat(event.format()).isEqualTo("cloudtrail");
        assertThat(record.occurredAt()).isEqualTo(Instant.parse("2026-04-30T10:11:12Z"));
        assertThat(event.first("event.action")).contains("CreateUser");
        assertThat(event.first("event.outcome")).contains("failure");
        assertThat(event.first("event.category")).contains("iam");
        assertThat(event.first("error.code")).contains("AccessDenied");
        assertThat(event.first("user.name")).contains("alice");
        assertThat(event.first("user.target.name")).contains("mallory");
        assertThat(event.first("source.ip")).contains("203.0.113.9");
        assertThat(event.first("cloud.account.id")).contains("111122223333");
        assertThat(event.first("aws.cloudtrail.userIdentity.type")).contains("IAMUser");
    }

    @Test
    void shouldTakeEventsOutOfAFileVerbatim() {
        List<DecodedRecord> records = Decoding.all("{\"Records\":[" + CALL + ", " + CALL.replace("e-1", "e-2") + "]}");

        assertThat(records).hasSize(2);
        assertThat(((Payload.Event) records.getFirst().payload()).raw()).isEqualTo(CALL);
        assertThat(records.get(1).naturalId().orElseThrow()).startsWith("cloudtrail:e-2:2026-04-30T10:11:12Z:");
        assertThat(Decoding.one(CALL).naturalId()).isEqualTo(records.getFirst().naturalId());
    }

    @Test
    void shouldReadARefusedConsoleLogin() {
        Payload.Event event = Decoding.event("""
                {"eventVersion":"1.08","userIdentity":{"type":"IAMUser","userName":"HIDDEN_DUE_TO_SECURITY_REASONS"},
                 "eventTime":"2026-04-30T10:11:12Z","eventSource":"signin.amazonaws.com","eventName":"ConsoleLogin",
                 "sourceIPAddress":"203.0.113.9","responseElements":{"ConsoleLogin":"Failure"}}""");

        assertThat(event.first("event.category")).contains("authentication");
        assertThat(event.first("event.outcome")).contains("failure");
        assertThat(event.first("user.name")).isEmpty();
    }

    @Test
    void shouldNameTheSessionOfARoleAndAServiceByItsName() {
        Payload.Event event = Decoding
                .event("""
                {"eventVersion":"1.08","userIdentity":{"type":"AssumedRole","principalId":"AROAX:i-0abc"},"eventTime":"2026-04-30T10:11:12Z",
                 "eventSource":"ec2.amazonaws.com","eventName":"RunInstances","sourceIPAddress":"autoscaling.amazonaws.com"}""");

        assertThat(event.first("user.name")).contains("i-0abc");
        assertThat(event.first("source.ip")).isEmpty();
        assertThat(event.first("source.domain")).contains("autoscaling.amazonaws.com");
    }
}
