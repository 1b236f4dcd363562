package dev.palimpsest.local.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.palimpsest.index.embed.BilingualEmbedder;
import dev.palimpsest.index.opensearch.IndexConfig;
import dev.palimpsest.index.opensearch.OpenSearchMemoryWriter;
import dev.palimpsest.local.client.ApiClient;
import dev.palimpsest.local.rerun.SideIndex;
import dev.palimpsest.local.stack.LocalStack;
import dev.palimpsest.local.stack.OnSharedStack;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.TenantId;
import dev.palimpsest.memory.proof.Ed25519;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.jspecify.annotations.Nullable;

/** A person is forgotten, on real parts: nothing that was said is found anywhere afterwards, byte by byte. */
@OnSharedStack
@ExtendWith(SystemExtension.class)
class ForgetIT {

    private static final String TENANT = "forgetful";

    /** Words that are nobody's but hers, each where it may get stuck on its way. */
    private static final List<String> HERS = List.of("zyrqalvex", "quaxolith", "brumvolt", "klimpferon", "drozzenwick",
            "vexmarrow", "tholquist", "ubrantiel", "pelgrimox", "sorbentine", "gralithope", "mimsaltic", "wobbrinel",
            "crundlewax");

    /** Which models made a vector: a vector that can be read tells what was said. */
    private static final List<String> VECTORS = List.of("bge-small");

    private static TestSystem system;

    @BeforeAll
    static void take(TestSystem given) {
        system = given;
    }

    @Test
    void shouldLeaveNothingOfAPersonAnywhere() throws Exception {
        assumeThat(system.stack()).isInstanceOf(LocalStack.class);
        Path data = ((LocalStack) system.stack()).data();
        JsonNode said = say("alice", "We decided to call the bridge host zyrqalvex. I often handle Quaxolith cases.",
                Map.of("note", "brumvolt"));
        String memory = said.path("memories").path(0).path("id").asText();
        revise(fact(said), "We decided to call the bridge klimpferon.", "drozzenwick was wrong");
        JsonNode asked = api().post("/api/v1/memories/search",
                Map.of("query", "where is vexmarrow", "filter", Map.of("subject", List.of("user:alice"))));
        JsonNode _ = retract(memory, "tholquist");
        JsonNode refused = retract(memory, "ubrantiel");
        plantByOtherWays();
        assertThat(search("pelgrimox sorbentine wobbrinel crundlewax").toString()).contains("pelgrimox", "sorbentine",
                "wobbrinel", "crundlewax");
        assertThat(api().get("/v1/events").toString()).contains("pelgrimox", "gralithope");
        JsonNode bobs = say("bob", "We decided to call the gateway xanthobar.", Map.of());
        String receipt = asked.path("receipt").asText();
        assertThat(receipt(receipt).toString()).contains("vexmarrow");
        assertThat(history(memory)).contains("zyrqalvex");
        assertThat(filesWith(data.resolve("opensearch").toFile().exists() ? data.resolve("opensearch") : data, HERS))
                .as("the index does hold her words before").isNotEmpty();
        assertThat(refused.toString()).doesNotContain("zyrqalvex");

        system.processor().stop();
        String id = api().post("/api/v1/subjects/user:alice/erase?reason=she+asked", Map.of()).path("id").asText();
        JsonNode pending = certificate(id);

        assertThat(pending.path("state").asText()).isEqualTo("pending");
        assertThat(pending.path("missing").toString()).contains("the log");
        assertThat(search("zyrqalvex klimpferon").toString()).doesNotContain(HERS);
        assertThat(history(memory)).doesNotContain("zyrqalvex").contains("\"erased\":true");
        assertThat(api().get("/api/v1/memories/" + memory + "/why").toString()).doesNotContain(HERS);
        assertThat(receipt(receipt).toString()).doesNotContain("vexmarrow").contains("(erased)");
        assertThat(api().get("/v1/events").toString()).doesNotContain(HERS);

        system.processor().startAgain();
        system.processor().awaitReady();
        TestSystem.await("the certificate", () -> certificate(id).path("state").asText().equals("complete"));
        JsonNode complete = certificate(id);
        JsonNode report = system.play(TENANT).settle(TestSystem.SIGHTING_WINDOW);

        assertThat(recordsWith(HERS)).as("in topics").isEmpty();
        assertThat(recordsWith(VECTORS)).as("vectors in topics").isEmpty();
        assertThat(filesWith(data, HERS)).as("in files").isEmpty();
        assertThat(filesWith(system.processor().state(), HERS)).as("in state stores").isEmpty();
        assertThat(report.path("faults")).isEmpty();
        assertThat(report.path("agrees").asBoolean()).isTrue();
        assertThat(complete.path("certificate").path("memories").toString()).contains(memory);
        assertThat(complete.path("certificate").path("unreadable").path("observations").asLong()).isGreaterThan(3);
        assertThat(complete.path("certificate").path("unreadable").path("receipts").asLong()).isPositive();
        assertThat(complete.path("certificate").path("neverSealed").path("observations").asLong()).isZero();
        assertThat(Ed25519.isSigned(complete.path("signed").asText().getBytes(StandardCharsets.UTF_8),
                complete.path("publicKey").asText(), complete.path("signature").asText())).isTrue();
        assertThat(search("xanthobar").toString()).contains("xanthobar");
        assertThat(history(fact(bobs))).contains("xanthobar").doesNotContain("erased");
        assertThat(system.api("somebody-else").get("/api/v1/certificates").path("erasures")).isEmpty();
    }

    /** mem0's door, with and without reading, an opinion; the scratch of a session; the same in other words; an index of the past. */
    private static void plantByOtherWays() {
        for (boolean infer : List.of(true, false)) {
            mem0("/v3/memories/add/", Map.of("user_id", "alice", "infer", infer, "messages",
                    infer ? "The pelgrimox project ends in May" : "We met at sorbentine", "metadata",
                    Map.of("ward", "gralithope")));
        }
        TestSystem.await("the additions are done", () -> {
            String events = api().get("/v1/events").toString();
            return events.contains("SUCCEEDED") && !events.contains("PENDING");
        });
        String added = search("sorbentine").at("/memories/0/id").asText();
        mem0("/v1/feedback", Map.of("memory_id", added, "feedback", "POSITIVE", "feedback_reason", "mimsaltic"));
        JsonNode _ = say(api(), Map.of("user", "alice", "session", "s1", "kind", "working", "messages",
                List.of(Map.of("role", "user", "content", "The ticket is about wobbrinel."))));
        JsonNode _ = say("alice", "We decided that the payroll database lives on crundlewax.", Map.of());
        JsonNode _ = say("alice", "We decided that crundlewax hosts the payroll database.", Map.of());
        sideIndex();
    }

    private static void mem0(String path, Map<String, Object> body) {
        JsonNode answer = system.send(TENANT, "POST", path, body);
        assertThat(answer.path("status").asInt(200)).as(answer.toString()).isLessThan(300);
    }

    /** All that is known, in an index of the past. */
    private static void sideIndex() {
        TenantId tenant = new TenantId(TENANT);
        IndexConfig past = IndexConfig.at(system.stack().search()).withAlias(SideIndex.alias(tenant, "then"));
        List<Memory> known = new ArrayList<>();
        system.index().refresh();
        system.index().scan(tenant, known::add);
        try (BilingualEmbedder embedder = BilingualEmbedder.bundled();
                OpenSearchMemoryWriter writer = new OpenSearchMemoryWriter(past, embedder)) {
            writer.ensureIndex();
            writer.write(known);
            writer.refresh();
            assertThat(writer.count(tenant)).isPositive();
        }
    }

    @Test
    void shouldCompleteWhenTheIndexIsBackAndHearWhoComesBack() throws Exception {
        String tenant = "returning";
        ApiClient api = system.api(tenant);
        JsonNode before = say(api, "carol", "Please arrange findings by host.", Map.of());
        system.processor().stop();
        system.signalSearch("STOP");
        String[] ordered = new String[1];
        try {
            ordered[0] = api.post("/api/v1/subjects/user:carol/erase", Map.of()).path("id").asText();
            system.processor().startAgain();
            TestSystem.await("the log is through", () -> !api.get("/api/v1/certificates/" + ordered[0]).path("missing")
                    .toString().contains("the log"));
            assertThat(api.get("/api/v1/certificates/" + ordered[0]).path("state").asText()).isEqualTo("pending");
        } finally {
            system.signalSearch("CONT");
        }
        TestSystem.await("the certificate",
                () -> api.get("/api/v1/certificates/" + ordered[0]).path("state").asText().equals("complete"));

        JsonNode after = say(api, "carol", "Please arrange findings by ATT&CK tactic.", Map.of());

        assertThat(before.toString()).contains("by host");
        assertThat(after.toString()).containsIgnoringCase("tactic").doesNotContain("by host");
        assertThat(api.get("/api/v1/memories?subject=user:carol&kind=profile").path("memories")).hasSize(1);
        assertThat(system.play(tenant).settle(TestSystem.SIGHTING_WINDOW).path("agrees").asBoolean()).isTrue();
    }

    @Test
    void shouldForgetByItselfWhatIsKeptForATime() throws Exception {
        String tenant = "retained";
        List<String> planted = List.of("yarrowquin", "olmbrecht", "snellifax", "pruvandel");
        ApiClient api = system.api(tenant);
        Path policy = RunningProcessor.KEYS.resolve("policy");
        Files.write(policy, Stream.concat(Stream.of("seal retained * tenant"),
                Stream.of("episodic", "receipts", "letters", "events", "detection", "relation")
                        .map(kind -> "keep retained " + kind + " PT40S"))
                .toList());
        try {
            JsonNode said = say(api, "erin", "Please arrange findings by host. We met at yarrowquin.", Map.of());
            JsonNode _ = api.post("/api/v1/memories/search", Map.of("query", "olmbrecht"));
            system.ingest(tenant).post("/v1/events?source=zeek", """
                    {"_path":"conn","ts":"2026-11-20T10:00:00.000000Z","uid":"snellifax","id.orig_h":"10.9.1.5",\
                    "id.orig_p":40000,"id.resp_h":"203.0.113.9","id.resp_p":443,"proto":"tcp","conn_state":"SF"}
                    """.getBytes(StandardCharsets.UTF_8));
            produce("palimpsest.raw." + tenant + ".zeek", "pruvandel {\"_path\": nothing anybody can read");
            TestSystem.await("the time is over", () -> {
                system.ingest(tenant).post("/v1/events?source=zeek", // the log's time passes where something is written
                        """
                                {"_path":"conn","ts":"2026-11-20T10:00:00.000000Z","uid":"u%d","id.orig_h":"10.9.1.6",\
                                "id.orig_p":40000,"id.resp_h":"203.0.113.8","id.resp_p":443,"proto":"tcp",\
                                "conn_state":"SF"}
                                """.formatted(System.nanoTime()).getBytes(StandardCharsets.UTF_8));
                JsonNode erasures = api.get("/api/v1/certificates").path("erasures");
                return erasures.findValuesAsText("state").stream().anyMatch("complete"::equals)
                        && gone(api, ofKind(said, "episodic"));
            });
        } finally {
            Files.writeString(policy, "# nothing more\n");
        }

        assertThat(api.get("/api/v1/memories?subject=user:erin&kind=profile").toString()).contains("host");
        assertThat(recordsWith(planted)).filteredOn(found -> !found.contains(".raw.")).as("in topics").isEmpty();
        TestSystem.await("all agrees", () -> api.get("/api/v1/verify").path("agrees").asBoolean());
    }

    private static boolean gone(ApiClient api, String memory) {
        return api.get("/api/v1/memories/" + memory + "/history").toString().contains("\"erased\":true");
    }

    private static void produce(String topic, String text) throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", system.stack().kafkaBootstrap()))) {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
        }
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", system.stack().kafkaBootstrap()), new ByteArraySerializer(),
                new ByteArraySerializer())) {
            var _ = producer.send(new ProducerRecord<>(topic, text.getBytes(StandardCharsets.UTF_8))).get();
        }
    }

    private static ApiClient api() {
        return system.api(TENANT);
    }

    private static JsonNode say(String user, String text, Map<String, String> labels) {
        return say(api(), user, text, labels);
    }

    private static JsonNode say(ApiClient api, String user, String text, Map<String, String> labels) {
        return say(api, Map.of("user", user, "messages", List.of(Map.of("role", "user", "content", text)), "metadata",
                labels));
    }

    private static JsonNode say(ApiClient api, Map<String, Object> request) {
        JsonNode[] said = new JsonNode[1];
        Map<String, Object> same = new HashMap<>(request); // the same request until it can be searched
        same.put("key", UUID.randomUUID().toString());
        TestSystem.await("it can be searched", () -> {
            said[0] = api.post("/api/v1/memories?wait=true", same);
            return !said[0].path("memories").isEmpty();
        });
        return said[0];
    }

    /** Id of the fact among the memories that a turn made, or of whatever there is. */
    private static String fact(JsonNode said) {
        return ofKind(said, "semantic");
    }

    private static String ofKind(JsonNode said, String kind) {
        for (JsonNode memory : said.path("memories")) {
            if (memory.path("kind").asText().equals(kind)) {
                return memory.path("id").asText();
            }
        }
        return said.path("memories").path(0).path("id").asText();
    }

    private static void revise(String memory, String text, String reason) {
        JsonNode _ = system.send(TENANT, "PATCH", "/api/v1/memories/" + memory + "?wait=true",
                Map.of("text", text, "reason", reason));
    }

    private static JsonNode retract(String memory, String reason) {
        return system.send(TENANT, "DELETE", "/api/v1/memories/" + memory + "?wait=true&reason=" + reason, Map.of());
    }

    private static JsonNode search(String text) {
        return api().post("/api/v1/memories/search", Map.of("query", text));
    }

    private static String history(String memory) {
        return api().get("/api/v1/memories/" + memory + "/history").toString();
    }

    private static JsonNode receipt(String id) {
        JsonNode[] found = new JsonNode[1];
        TestSystem.await("the receipt", () -> {
            try {
                found[0] = api().get("/api/v1/receipts/" + id);
                return true;
            } catch (RuntimeException e) { // written behind the answer
                return false;
            }
        });
        return found[0];
    }

    private static JsonNode certificate(String id) {
        return api().get("/api/v1/certificates/" + id);
    }

    /** Every topic there is, the changelogs of state stores and what no transaction committed too. */
    private static Set<String> recordsWith(List<String> words) throws ExecutionException, InterruptedException {
        Set<String> found = new TreeSet<>();
        Map<String, Object> brokers = Map.of("bootstrap.servers", system.stack().kafkaBootstrap(),
                "isolation.level", "read_uncommitted", "enable.auto.commit", "false");
        try (Admin admin = Admin.create(brokers);
                KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(brokers, new ByteArrayDeserializer(),
                        new ByteArrayDeserializer())) {
            List<TopicPartition> all = admin.describeTopics(admin.listTopics().names().get()).allTopicNames().get()
                    .values().stream().flatMap(topic -> topic.partitions().stream()
                            .map(partition -> new TopicPartition(topic.name(), partition.partition())))
                    .toList();
            assertThat(all.stream().map(TopicPartition::topic)).anyMatch(name -> name.endsWith("-changelog"))
                    .contains("palimpsest.memory-log.v1");
            consumer.assign(all);
            consumer.seekToBeginning(all);
            Map<TopicPartition, Long> ends = new HashMap<>(consumer.endOffsets(all));
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    held(record.key(), words).forEach(word -> found.add(word + " in the key in " + record.topic()));
                    held(record.value(), words).forEach(word -> found.add(word + " in " + record.topic()));
                }
            }
        }
        return found;
    }

    private static Set<String> filesWith(Path folder, List<String> words) throws IOException {
        Set<String> found = new TreeSet<>();
        try (Stream<Path> files = Files.walk(folder)) {
            files.filter(Files::isRegularFile).forEach(file -> held(bytes(file), words)
                    .forEach(word -> found.add(word + " in " + folder.relativize(file))));
        }
        return found;
    }

    /** Up to the last byte that says something: Kafka makes its index files ten megabytes long before it fills them. Empty where it went away meanwhile. */
    private static byte[] bytes(Path file) {
        try {
            byte[] bytes = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
            int end = bytes.length;
            while (end > 0 && bytes[end - 1] == 0) {
                end--;
            }
            return end == bytes.length ? bytes : Arrays.copyOf(bytes, end);
        } catch (NoSuchFileException e) {
            return new byte[0];
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<String> held(byte @Nullable [] bytes, List<String> words) {
        String text = bytes == null ? "" : new String(bytes, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
        return words.stream().filter(text::contains);
    }
}
