package dev.palimpsest.ingest.hec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palimpsest.access.Caller;
import dev.palimpsest.access.Door;
import dev.palimpsest.access.DoorConfig;
import dev.palimpsest.access.Health;
import dev.palimpsest.memory.TenantId;
import dev.palimpsest.memory.observation.Observation;
import dev.palimpsest.memory.observation.Payload;
import dev.palimpsest.trust.admission.Pace;
import dev.palimpsest.trust.admission.SourcePolicy;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPOutputStream;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HecRoutesTest {

    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-05-01T12:00:00Z"));

    private static final String TOKEN = "Splunk secret";

    @TempDir
    private Path directory;

    private final List<String> guessedFrom = new CopyOnWriteArrayList<>();
    private final List<Observation> written = new CopyOnWriteArrayList<>();
    private final List<String> letters = new CopyOnWriteArrayList<>();
    private volatile boolean broken;
    private volatile String tooLarge = "-";
    private Path policy = Path.of("no such file");
    private Door door = open();
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        http.close();
        door.close();
    }

    @Test
    void shouldTakeObjectsWithNothingBetweenThem() throws Exception {
        String body = "{\"time\":1777543872.5,\"host\":\"GW.corp.example\",\"sourcetype\":\"st\",\"index\":\"main\",\"event\":\"hello from 203.0.113.9\"}"
                + "{\"event\":{\"a\":{\"b\":1}},\"fields\":{\"env\":\"prod\"},\"time\":\"1777543873\"}";

        assertThat(post("/event", body).body()).isEqualTo("{\"text\":\"Success\",\"code\":0}");

        Payload.Event first = event(0);
        assertThat(written).hasSize(2).allMatch(observation -> observation.tenant().equals(new TenantId("acme")));
        assertThat(first.first("message")).contains("hello from 203.0.113.9");
        assertThat(first.first("@timestamp")).contains("2026-04-30T10:11:12.500Z");
        assertThat(first.first("host.name")).contains("gw");
        assertThat(first.first("splunk.sourcetype")).contains("st");
        assertThat(first.first("splunk.index")).contains("main");
        assertThat(event(1).first("a.b")).contains("1");
        assertThat(event(1).first("splunk.fields.env")).contains("prod");
        assertThat(event(1).raw()).startsWith("{\"event\":{\"a\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/event", "/event/1.0"})
    void shouldServeTheEventRouteUnderItsNames(String path) throws Exception {
        assertThat(post(path, "{\"event\":\"x\"}").statusCode()).isEqualTo(200);
    }

    @Test
    void shouldDecodeWhatTheEventIs() throws Exception {
        post("/event", "{\"event\":\"<38>Apr 30 10:11:12 gw sshd[1]: Invalid user x from 203.0.113.9\"}");

        assertThat(event(0).format()).isEqualTo("syslog");
        assertThat(event(0).first("user.name")).contains("x");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", value = {"-|401|{\"text\":\"Token is required\",\"code\":2}",
            "secret|401|{\"text\":\"Invalid authorization\",\"code\":3}",
            "Digest x|401|{\"text\":\"Invalid authorization\",\"code\":3}",
            "Splunk other|403|{\"text\":\"Invalid token\",\"code\":4}"})
    void shouldRefuseWithoutAToken(String authorization, int status, String body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri("/event")).POST(BodyPublishers.ofString("{}"));
        if (authorization != null) {
            request.header("Authorization", authorization);
        }

        HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).isEqualTo(body);
    }

    @Test
    void shouldTakeTheTokenAsAPassword() throws Exception {
        String basic = "Basic " + Base64.getEncoder().encodeToString("x:secret".getBytes(StandardCharsets.UTF_8));

        assertThat(send("/event", basic, "{\"event\":\"x\"}".getBytes(StandardCharsets.UTF_8)).statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"''|{\"text\":\"No data\",\"code\":5}|0",
            "{\"event\":\"a\"}nonsense|{\"text\":\"Invalid data format\",\"code\":6,\"invalid-event-number\":1}|1",
            "{\"event\":\"a\"}[1]|{\"text\":\"Invalid data format\",\"code\":6,\"invalid-event-number\":1}|1",
            "{\"evnt\":\"a\"}|{\"text\":\"Event field is required\",\"code\":12,\"invalid-event-number\":0}|0",
            "{\"event\":\" \"}|{\"text\":\"Event field cannot be blank\",\"code\":13,\"invalid-event-number\":0}|0"})
    void shouldSayWhichEventIsWrongAndKeepThoseBefore(String body, String answer, int kept) throws Exception {
        HttpResponse<String> response = post("/event", body);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).isEqualTo(answer);
        assertThat(written).hasSize(kept);
    }

    @Test
    void shouldTakeRawLinesWithWhatTheQuerySaysOfThem() throws Exception {
        post("/raw?host=gw&sourcetype=linux_secure&time=1777543872", "one 203.0.113.9\ntwo\n");

        assertThat(written).hasSize(2);
        assertThat(event(0).first("message")).contains("one 203.0.113.9");
        assertThat(event(0).first("host.name")).contains("gw");
        assertThat(event(1).first("@timestamp")).contains("2026-04-30T10:11:12Z");
    }

    @Test
    void shouldAcknowledgeOnce() throws Exception {
        assertThat(post("/event?channel=c1", "{\"event\":\"x\"}").body())
                .isEqualTo("{\"text\":\"Success\",\"code\":0,\"ackId\":0}");
        assertThat(post("/event?channel=c1", "{\"event\":\"y\"}").body()).contains("\"ackId\":1");

        assertThat(post("/ack?channel=c1", "{\"acks\":[0,1,7]}").body())
                .isEqualTo("{\"acks\":{\"0\":true,\"1\":true,\"7\":false}}");
        assertThat(post("/ack?channel=c1", "{\"acks\":[0]}").body()).isEqualTo("{\"acks\":{\"0\":false}}");
        assertThat(post("/ack?channel=c2", "{\"acks\":[1]}").body()).isEqualTo("{\"acks\":{\"1\":false}}");
        assertThat(post("/ack", "{\"acks\":[1]}").body())
                .isEqualTo("{\"text\":\"Data channel is missing\",\"code\":10}");
        assertThat(post("/ack?channel=c1", "{}").body()).isEqualTo("{\"text\":\"Invalid data format\",\"code\":6}");
    }

    @Test
    void shouldNameATimedEventByItsContentAndAnUntimedByItsRequest() throws Exception {
        post("/event", "{\"time\":1777543872,\"event\":\"x\"}{\"time\":1777543872,\"event\":\"x\"}");
        post("/event", "{\"time\":1777543872,\"event\":\"x\"}");
        post("/event", "{\"event\":\"x\"}{\"event\":\"x\"}");
        post("/event", "{\"event\":\"x\"}{\"event\":\"y\"}");

        assertThat(written.get(0).id()).isNotEqualTo(written.get(1).id()).isEqualTo(written.get(2).id());
        assertThat(written.subList(3, 7)).extracting(Observation::id).doesNotHaveDuplicates();
    }

    @Test
    void shouldTakeUntimedEventsForNewOnesAfterAnAnswerAndForTheSameAfterAFailure() throws Exception {
        String body = "{\"event\":\"heartbeat\"}";
        post("/event", body);
        post("/event", body);
        assertThat(written).extracting(Observation::id).doesNotHaveDuplicates();

        post("/event", body + "nonsense");
        post("/event", body + "nonsense");

        assertThat(written.get(2).id()).isEqualTo(written.get(3).id());
        assertThat(written.subList(0, 3)).extracting(Observation::id).doesNotHaveDuplicates();
    }

    @Test
    void shouldSetAsideWhatIsTooLargeAndSaySuccess() throws Exception {
        tooLarge = "big";

        assertThat(post("/event", "{\"event\":\"big\"}{\"event\":\"small\"}").statusCode()).isEqualTo(200);

        assertThat(written).hasSize(1);
        assertThat(letters).containsExactly("over the bound");
    }

    @Test
    void shouldSetAsideWhatTheLineReaderCannotRead() throws Exception {
        String line = "x".repeat((1 << 20) + 1);

        assertThat(post("/raw", "one\n" + line + "\ntwo\n").statusCode()).isEqualTo(200);

        assertThat(written).hasSize(2);
        assertThat(letters).containsExactly("line 1 of a request: a line longer than 1048576 bytes was skipped");
    }

    @Test
    void shouldNameTheCallerAsTheSource() throws Exception {
        post("/raw?source=/var/log/auth.log", "one\n");

        assertThat(written).extracting(Observation::source).containsExactly("shipper");
    }

    @Test
    void shouldSayItIsBusyAtOnceWhereTheCallerIsTooFast() throws Exception {
        policy("rate acme shipper 1");
        String batch = "{\"event\":\"x\"}".repeat(20);

        assertThat(post("/event", batch).statusCode()).as("a batch passes whole").isEqualTo(200);
        assertThat(post("/event", batch).statusCode()).isEqualTo(503);
        assertThat(written).hasSize(20);
    }

    @Test
    void shouldUnpackACompressedBody() throws Exception {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write("{\"event\":\"x\"}".getBytes(StandardCharsets.UTF_8));
        }

        assertThat(send("/event", TOKEN, packed.toByteArray()).statusCode()).isEqualTo(200);
        assertThat(written).hasSize(1);
    }

    @Test
    void shouldSayItIsBusyWhereNothingIsDurable() throws Exception {
        broken = true;

        HttpResponse<String> answer = post("/event", "{\"event\":\"x\"}");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).isEqualTo("{\"text\":\"Server is busy\",\"code\":9}");
    }

    @Test
    void shouldHoldBackAnswersToWrongTokensAndNoOthers() throws Exception {
        byte[] event = "{\"event\":\"x\"}".getBytes(StandardCharsets.UTF_8);
        assertThat(send("/event", "Splunk guess", event).statusCode()).isEqualTo(403);
        assertThat(send("/raw", "Basic " + Base64.getEncoder().encodeToString("x:guess".getBytes(
                StandardCharsets.UTF_8)), event).statusCode()).isEqualTo(403);
        assertThat(send("/event", TOKEN, event).statusCode()).isEqualTo(200);

        HttpResponse<String> beyond = send("/ack", "Bearer guess", event);

        assertThat(beyond.statusCode()).as("as many as are held back").isEqualTo(503);
        assertThat(guessedFrom).containsExactly("127.0.0.1", "127.0.0.1", "127.0.0.1");
    }

    @Test
    void shouldTellItsHealthWithoutAToken() throws Exception {
        HttpResponse<String> answer = http.send(HttpRequest.newBuilder(uri("/health")).build(),
                BodyHandlers.ofString());

        assertThat(answer.body()).isEqualTo("{\"text\":\"HEC is healthy\",\"code\":17}");
    }

    private void policy(String rule) throws IOException {
        door.close();
        policy = Files.writeString(directory.resolve("sources.conf"), rule);
        door = open();
    }

    private Door open() {
        HecIntake intake = new HecIntake(observation -> {
            if (broken) {
                return CompletableFuture.failedFuture(new IllegalStateException("no broker"));
            }
            if (((Payload.Event) observation.payload()).has("message", tooLarge)) {
                return CompletableFuture.failedFuture(new RecordTooLargeException("over the bound"));
            }
            written.add(observation);
            return CompletableFuture.completedFuture(null);
        }, (_, _, reason, _) -> {
            letters.add(reason);
            return CompletableFuture.completedFuture(null);
        }, CLOCK, new Pace(SourcePolicy.at(policy)));
        Health health = new Health(Map.of());
        return Door.open(DoorConfig.local(0), _ -> Optional.empty(), health, new HecRoutes(intake,
                secret -> secret.equals("secret")
                        ? Optional.of(Caller.admin(new TenantId("acme"), "shipper"))
                        : Optional.empty(),
                health, address -> {
                    guessedFrom.add(address);
                    return guessedFrom.size() < 3;
                })::addTo, HecRoutes.PREFIX);
    }

    private Payload.Event event(int index) {
        return (Payload.Event) written.get(index).payload();
    }

    private HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        return send(path, TOKEN, body.getBytes(StandardCharsets.UTF_8));
    }

    private HttpResponse<String> send(String path, String authorization, byte[] body)
            throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(uri(path)).header("Authorization", authorization)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofByteArray(body)).build(), BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + door.port() + HecRoutes.PREFIX + path);
    }
}
