package dev.palimpsest.local.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.palimpsest.local.client.ApiClient;
import dev.palimpsest.local.stack.OnSharedStack;
import dev.palimpsest.local.stack.StackException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is set aside is decided about once, on real brokers, and leads back to where it came from. */
@OnSharedStack
@ExtendWith(SystemExtension.class)
class RedriveIT {

    private static final String TENANT = "redriven";
    private static final byte[] FIXED = """
            {"_path":"conn","ts":"2026-11-20T10:00:00Z","id.orig_h":"10.9.1.7","id.orig_p":40000,\
            "id.resp_h":"198.51.100.99","id.resp_p":443,"proto":"tcp","service":"ssl","conn_state":"SF"}"""
            .getBytes(StandardCharsets.UTF_8);

    private static TestSystem system;

    @BeforeAll
    static void take(TestSystem given) {
        system = given;
    }

    @Test
    void shouldRememberWhatWasFixedOnceThoughManyAskAtOnce() throws Exception {
        String topic = createTopic("palimpsest.raw." + TENANT + ".sensor");
        produce(topic, new byte[]{0, 0, 0, 9, 9, 1});
        JsonNode open = awaitLetter("open");
        String id = open.path("id").asText();
        assertThat(open.path("value").asText()).isEqualTo("\\u{0000}\\u{0000}\\u{0000}\\u{0009}\\u{0009}\\u{0001}");

        List<JsonNode> decisions = IntStream.range(0, 4).parallel().mapToObj(_ -> redrive(id)).toList();
        system.play(TENANT).settle(TestSystem.SIGHTING_WINDOW);
        JsonNode again = redrive(id);

        assertThat(decisions).filteredOn(one -> !one.path("already").asBoolean()).hasSize(1);
        assertThat(again.path("already").asBoolean()).isTrue();
        JsonNode contact = StreamSupport.stream(system.api(TENANT)
                .get("/api/v1/memories?kind=relation&limit=100").path("memories").spliterator(), false)
                .filter(memory -> memory.path("subject").asText().equals("ip:198.51.100.99")).findFirst().orElseThrow();
        assertThat(contact.path("count").asLong()).isEqualTo(1);
        assertThat(contact.path("evidence").path(0).path("observation").asText())
                .isEqualTo(again.path("observations").path(0).asText());
        assertThat(system.api(TENANT).get("/api/v1/memories/" + contact.path("id").asText() + "/why").toString())
                .contains(again.path("observations").path(0).asText());
        JsonNode letter = awaitLetter("redriven");
        assertThat(letter.path("resolution").path("why").asText()).isEqualTo("cut by the shipper");
        assertThat(letter.path("resolution").path("by").asText()).isEqualTo("test");
        assertThat(letter.path("resolution").path("observations")).isEqualTo(again.path("observations"));
    }

    @Test
    void shouldRecordWhoDiscardedALetterAndWhy() throws Exception {
        String topic = createTopic("palimpsest.raw.discarded.sensor");
        produce(topic, new byte[]{0, 0, 0, 9, 9, 1});
        TestSystem.await("the letter is there", () -> letters("discarded", "open").size() == 1);
        String id = letters("discarded", "open").path(0).path("id").asText();
        ApiClient ingest = system.ingest("discarded");

        assertThatThrownBy(() -> ingest.post("/v1/dead-letters/" + id + "/discard", new byte[0]))
                .isInstanceOf(StackException.class).hasMessageContaining("reason");
        assertThatThrownBy(() -> system.ingest("somebody").post("/v1/dead-letters/" + id + "/discard?reason=mine",
                new byte[0])).isInstanceOf(StackException.class).hasMessageContaining("404");
        ingest.post("/v1/dead-letters/" + id + "/discard?reason=a%20test%20of%20the%20sensor", new byte[0]);

        assertThat(letters("discarded", "open")).isEmpty();
        assertThat(letters("discarded", "discarded")).singleElement().satisfies(letter -> assertThat(
                letter.path("resolution").path("why").asText()).isEqualTo("a test of the sensor"));
        assertThat(letters("somebody", "discarded")).isEmpty();
    }

    /** By the one whose turn it is; somebody else's turn is tried again, as a client does. */
    private static JsonNode redrive(String id) {
        return system.ingest(TENANT).postPatiently(
                "/v1/dead-letters/" + id + "/redrive?reason=cut%20by%20the%20shipper", FIXED);
    }

    private static JsonNode awaitLetter(String state) {
        TestSystem.await("a letter is " + state, () -> letters(TENANT, state).size() == 1);
        return letters(TENANT, state).path(0);
    }

    private static JsonNode letters(String tenant, String state) {
        return system.api(tenant).get("/api/v1/dead-letters?state=" + state).path("letters");
    }

    private static String createTopic(String name) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", system.stack().kafkaBootstrap()))) {
            admin.createTopics(List.of(new NewTopic(name, Optional.of(1), Optional.empty()))).all().get();
        }
        return name;
    }

    private static void produce(String topic, byte[] value) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", system.stack().kafkaBootstrap()), new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic, value)).get();
        }
    }
}
