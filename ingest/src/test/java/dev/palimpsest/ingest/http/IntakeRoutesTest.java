package dev.palimpsest.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.palimpsest.access.Caller;
import dev.palimpsest.access.Door;
import dev.palimpsest.access.DoorConfig;
import dev.palimpsest.access.Health;
import dev.palimpsest.access.Role;
import dev.palimpsest.access.Sight;
import dev.palimpsest.memory.TenantId;
import dev.palimpsest.memory.observation.Observation;
import dev.palimpsest.schemas.ObservationLog;
import dev.palimpsest.schemas.registry.InMemorySchemaRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPOutputStream;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IntakeRoutesTest {

    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-05-01T12:00:00Z"));

    private volatile Caller caller = Caller.admin(new TenantId("acme"), "bot");
    private final List<Observation> written = new CopyOnWriteArrayList<>();
    private final MockProducer<String, byte[]> producer = new MockProducer<>(true, null, new StringSerializer(),
            new ByteArraySerializer());
    private final ObservationLog log = new ObservationLog(producer, new InMemorySchemaRegistry(), observation -> {
        written.add(observation);
        return observation;
    });
    private final Door door = Door.open(DoorConfig.local(0),
            _ -> Optional.of(caller), new Health(Map.of()),
            new IntakeRoutes(log, CLOCK)::addTo);
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        http.close();
        door.close();
        log.close();
    }

    @Test
    void shouldNameTheCallerAsTheSourceAndTheirWordBehindIt() throws Exception {
        post("/v1/events?source=cloud-x", bytes("one\n"));
        post("/v1/events", bytes("one\n"));
        post("/v1/events?source=cloud/x", bytes("one\n"));
        post("/v1/conversations?source=chat",
                bytes("{\"user\":\"alice\",\"messages\":[{\"role\":\"user\",\"content\":\"I work nights\"}]}"));

        assertThat(written).extracting(Observation::source).containsExactly("bot/cloud-x", "bot", "bot", "bot/chat");
    }

    @Test
    void shouldTakeNothingIntoASessionThatIsNotGrantedToWhoIsGrantedSome() throws Exception {
        caller = new Caller(new TenantId("acme"), "bot", Set.of(Role.FEED), Sight.ALL.with("for=user%3Aalice"));
        String said = "{\"user\":\"alice\",\"session\":\"bobs\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}";

        assertThat(send("/v1/conversations", bytes(said)).body()).contains("not granted run:bobs");
        assertThat(written).isEmpty();

        caller = new Caller(new TenantId("acme"), "bot", Set.of(Role.FEED),
                Sight.ALL.with("for=user%3Aalice,run%3Abobs"));
        post("/v1/conversations", bytes(said));

        assertThat(written).hasSize(1);
    }

    @Test
    void shouldTakeAsManyEventsAsLinesAndNoneOfThemTwice() throws Exception {
        post("/v1/events", bytes("deny\ndeny\ndeny\n"));
        post("/v1/events", bytes("deny\ndeny\ndeny\n"));
        post("/v1/records", bytes("{\"record\":\"deny\"}\n{\"record\":\"deny\"}\n"));

        assertThat(written).hasSize(8);
        assertThat(written.subList(0, 3)).extracting(Observation::id).doesNotHaveDuplicates();
        assertThat(written).extracting(Observation::id).hasSameElementsAs(
                written.subList(0, 3).stream().map(Observation::id).toList());
    }

    @Test
    void shouldRefuseABodyThatUnpacksToTooMuch() throws Exception {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            byte[] blank = bytes("\n".repeat(1 << 16));
            for (int i = 0; i < 257 * 16; i++) {
                out.write(blank);
            }
        }

        HttpResponse<String> answer = send("/v1/events", packed.toByteArray());

        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.body()).contains("unpacks to more than 268435456 bytes");
    }

    @Test
    void shouldSayOfWhichRowsNoIndicatorComes() throws Exception {
        JsonNode rows = post("/v1/intelligence", bytes("""
                indicator,type,confidence
                203.0.113.77,ip,90
                not an ip,ip,50
                some thing,gadget,50
                Global\\x,mutex,50
                """));

        assertThat(reasons(rows)).containsExactly("-",
                "a value that has not the form of its type, ip: it is kept as evidence, and no indicator comes of it",
                "a value without a form that tells its type, and of no type that is known: it is kept as evidence, and"
                        + " no indicator comes of it",
                "-");
    }

    @Test
    void shouldSayOfHowManyPatternsNoIndicatorComes() throws Exception {
        JsonNode bundle = post("/v1/intelligence", bytes("""
                {"type":"bundle","objects":[
                 {"type":"indicator","id":"indicator--00000000-0000-4000-8000-000000000001",
                  "pattern_type":"stix","pattern":"[ipv4-addr:value = '203.0.113.9']"},
                 {"type":"indicator","id":"indicator--00000000-0000-4000-8000-000000000002",
                  "pattern_type":"stix","pattern":"[ipv4-addr:value = "}]}"""));

        assertThat(bundle.path("accepted").asInt()).isEqualTo(1);
        assertThat(reasons(bundle)).singleElement().asString()
                .startsWith("1 of 2: a pattern that cannot be read, ").contains(" at character ")
                .endsWith("it is kept as evidence, and no indicator comes of it");
    }

    @Test
    void shouldSayThatALineOnlyBeginsAsCef() throws Exception {
        assertThat(reasons(post("/v1/events", bytes("CEF:0|broken\nplain\n")))).containsExactly(
                "not a whole CEF message, its header lacks fields: kept as plain text", "-");
    }

    @Test
    void shouldNotGuessThatALineIsAConversationNorTakeItForAnEvent() throws Exception {
        byte[] record = bytes(Door.JSON.createObjectNode().put("record",
                "{\"user\":\"alice\",\"messages\":[{\"role\":\"user\",\"content\":\"I work nights\"}]}").toString());

        assertThat(reasons(post("/v1/records", record))).singleElement().asString()
                .contains("import it --as conversations");
        assertThat(written).isEmpty();
        assertThat(reasons(post("/v1/records?as=EVENTS", record))).containsExactly("-");
    }

    @Test
    void shouldNameTheFieldOfAConversationThatIsWrong() throws Exception {
        assertThat(reasons(post("/v1/conversations", bytes("{\"user\":\"alice\",\"messages\":\"not a list\"}"))))
                .containsExactly("not a conversation in JSON: messages is not a list");
    }

    @Test
    void shouldNotQuoteCutJsonNorNameWhatReadsIt() throws Exception {
        String answer = send("/v1/intelligence", bytes("{\"type\":\"bundle\",\"objects\":[\n{\"secret\": \"x\""))
                .body();

        assertThat(answer).doesNotContain("[Source", "secret");
    }

    private static List<String> reasons(JsonNode answer) {
        return answer.path("items").valueStream().map(item -> item.path("reason").asText("-")).toList();
    }

    private JsonNode post(String path, byte[] body) throws IOException, InterruptedException {
        HttpResponse<String> answer = send(path, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Door.JSON.readTree(answer.body());
    }

    private HttpResponse<String> send(String path, byte[] body) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + door.port() + path))
                .header("Authorization", "Bearer x").POST(BodyPublishers.ofByteArray(body)).build(),
                BodyHandlers.ofString());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
