package dev.palimpsest.local.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.palimpsest.local.stack.OnSharedStack;
import dev.palimpsest.schemas.RecordSerde;
import dev.palimpsest.schemas.Topic;
import dev.palimpsest.schemas.TopicCatalogue;
import dev.palimpsest.schemas.avro.DeadLetter;
import dev.palimpsest.ingest.raw.SealedLetters;
import dev.palimpsest.schemas.registry.HttpSchemaRegistry;
import dev.palimpsest.schemas.registry.RegistryException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What foreign producers and consumers rely on: raw topics, the wire format, and contracts that only grow. */
@OnSharedStack
@ExtendWith(SystemExtension.class)
class RawTopicsIT {

    private static TestSystem system;

    @BeforeAll
    static void take(TestSystem given) {
        system = given;
    }

    @Test
    void shouldTakeJsonAndPlainLinesAndSetPoisonAside() throws Exception {
        String topic = createTopic("palimpsest.raw.shipper.mixed");
        produce(topic, "{\"@timestamp\":\"2026-11-20T10:00:00Z\",\"message\":\"login from 198.51.100.21\"}"
                .getBytes(StandardCharsets.UTF_8));
        produce(topic, "Nov 20 10:00:01 gw sshd[7]: refused 198.51.100.22".getBytes(StandardCharsets.UTF_8));
        produce(topic, new byte[]{0, 0, 0, 9, 9, 1});

        TestSystem.await("both records are remembered", () -> found("shipper", "198.51.100.21")
                && found("shipper", "198.51.100.22"));
        TestSystem.await("the poison is a dead letter", () -> deadLetters(topic).size() == 1);

        assertThat(deadLetters(topic).getFirst().getReason()).isNotBlank();
        assertThat(system.api("shipper").get("/api/v1/dead-letters").path("letters")).singleElement()
                .satisfies(letter -> {
                    assertThat(letter.path("record").asText()).startsWith(topic);
                    assertThat(letter.path("reason").asText())
                            .isEqualTo(deadLetters(topic).getFirst().getReason());
                });
        assertThat(system.api("elsewhere").get("/api/v1/dead-letters").path("letters")).isEmpty();
    }

    @Test
    void shouldBeReadAndWrittenByConfluentsOwnJavaScriptClient(@TempDir Path folder) throws Exception {
        assumeTrue(runs("npm", "--version"), "npm is absent: the foreign client is not tried");
        for (String file : List.of("package.json", "roundtrip.js")) {
            Files.copy(Path.of("src/test/js", file), folder.resolve(file));
        }
        run(folder, "npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", "--silent");
        String rawTopic = createTopic("palimpsest.raw.foreign.notices");
        system.api("foreign").post("/api/v1/memories?wait=true",
                Map.of("user", "dora", "messages", List.of(Map.of("role", "user", "content", "I watch 10.1.1.1."))));

        String read = run(folder, "node", "roundtrip.js", system.stack().kafkaBootstrap(),
                system.stack().registry().resolve("/apis/ccompat/v7").toString(), Topic.MEMORY_LOG.title(), rawTopic);

        assertThat(read).contains("\"tenant\"", "\"systemTime\"", "\"previousHash\"");
        TestSystem.await("the foreign record is remembered", () -> found("foreign", "198.51.100.77"));
    }

    @Test
    void shouldLetContractsGrowOnlyCompatibly() {
        HttpSchemaRegistry registry = new HttpSchemaRegistry(system.stack().registry().resolve("/apis/ccompat/v7"));
        String subject = Topic.CHECKPOINTS.schemaSubject();
        Schema contract = TopicCatalogue.contract(Topic.CHECKPOINTS);

        int known = registry.register(subject, contract);
        int grown = registry.register(subject, with(contract, "\"default\":\"\""));

        assertThat(grown).isNotEqualTo(known);
        assertThatThrownBy(() -> registry.register(subject, with(contract, "\"doc\":\"required\"")))
                .isInstanceOf(RegistryException.class).hasMessageContaining(subject);
    }

    /** The contract with one more field. */
    private static Schema with(Schema contract, String property) {
        String json = contract.toString();
        return new Schema.Parser().parse(json.substring(0, json.lastIndexOf("]}"))
                + ",{\"name\":\"witness\",\"type\":\"string\"," + property + "}]}");
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

    private static boolean found(String tenant, String text) {
        return system.api(tenant).post("/api/v1/memories/search", Map.of("query", text)).toString().contains(text);
    }

    private static List<DeadLetter> deadLetters(String topic) {
        HttpSchemaRegistry registry = new HttpSchemaRegistry(system.stack().registry().resolve("/apis/ccompat/v7"));
        RecordSerde<DeadLetter> serde = new SealedLetters(system.admission().sealer()).serde(registry);
        List<DeadLetter> letters = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", system.stack().kafkaBootstrap(), "group.id", "letters-of-" + topic,
                        "enable.auto.commit", false, "auto.offset.reset", "earliest", "isolation.level",
                        "read_committed"),
                new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(Topic.DEAD_LETTER.title()));
            for (int polls = 0; polls < 10; polls++) {
                consumer.poll(Duration.ofMillis(300)).forEach(record -> letters.add(serde.fromBytes(record.value())));
            }
        }
        letters.removeIf(letter -> !letter.getTopic().equals(topic));
        return letters;
    }

    private static boolean runs(String... command) {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0;
        } catch (IOException | InterruptedException e) {
            return false;
        }
    }

    private static String run(Path folder, String... command) throws Exception {
        Process process = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
