package dev.palimpsest.ingest.raw;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palimpsest.memory.TenantId;
import dev.palimpsest.schemas.RecordSerde;
import dev.palimpsest.schemas.Topic;
import dev.palimpsest.schemas.avro.DeadLetter;
import dev.palimpsest.schemas.codec.Codecs;
import dev.palimpsest.schemas.registry.InMemorySchemaRegistry;
import dev.palimpsest.trust.admission.Admission;
import dev.palimpsest.trust.admission.SourcePolicy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeadLetterLogTest {
    private static final TenantId ACME = new TenantId("acme");
    private static final byte[] KEY = "a key of an installation".getBytes(StandardCharsets.UTF_8);
    private static final byte[] RECORD = "bob@corp.example password=hunter2x".getBytes(StandardCharsets.UTF_16BE);
    private final MockProducer<byte[], byte[]> producer = new MockProducer<>(true, null, new ByteArraySerializer(),
            new ByteArraySerializer());
    private final RecordSerde<DeadLetter> serde = new RecordSerde<>(Codecs.DEAD_LETTER, new InMemorySchemaRegistry(),
            Topic.DEAD_LETTER.title());
    private final DeadLetterLog letters;

    DeadLetterLogTest(@TempDir Path folder) throws IOException {
        Path policy = Files.writeString(folder.resolve("policy"), "redact acme mail email");
        letters = new DeadLetterLog(producer, serde, new Admission(KEY, SourcePolicy.at(policy))::redacted);
    }

    private DeadLetter written() {
        return serde.fromBytes(producer.history().getLast().value());
    }

    private String text() {
        return StandardCharsets.UTF_16BE.decode(written().getValue()).toString();
    }

    @Test
    void shouldNameTenantAndSourceAndKeepNoPersonalDataOfThem() {
        letters.put(new LetterBox.Origin("syslog.mail", ACME, "mail"), RECORD, "binary", Instant.EPOCH).join();

        assertThat(written().getTenant()).isEqualTo("acme");
        assertThat(written().getSource()).isEqualTo("mail");
        assertThat(text()).contains("«pii:email:", "«secret:password:").doesNotContain("bob@").doesNotContain("hunter");
    }

    @Test
    void shouldKeepOfOtherSourcesWhatThePolicyAllows() {
        letters.put(new LetterBox.Origin("syslog.edr", ACME, "edr"), RECORD, "binary", Instant.EPOCH).join();

        assertThat(text()).contains("bob@corp.example").doesNotContain("hunter");
    }

    @Test
    void shouldRedactKeyAndValueOfTopicWithoutTenantAsOfAnybody() {
        letters.put(new ConsumerRecord<>("palimpsest.raw.x", 1, 7, RECORD, RECORD),
                new LetterBox.Origin("palimpsest.raw.x", null, null), "no tenant").join();

        assertThat(written().getTenant()).isNull();
        assertThat(text()).doesNotContain("bob@");
        assertThat(StandardCharsets.UTF_16BE.decode(written().getKey()).toString()).doesNotContain("bob@");
    }
}
