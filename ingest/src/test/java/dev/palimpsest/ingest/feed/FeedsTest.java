package dev.palimpsest.ingest.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.palimpsest.ingest.feed.FeedConfig.Header;
import dev.palimpsest.memory.TenantId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Polls small servers of the tests' own: one that pages as TAXII 2.1 does, one that serves files. */
class FeedsTest {

    private record Reply(int status, String body, @Nullable List<String> header) {}

    private final Deque<Reply> replies = new ArrayDeque<>();
    private final List<String> asked = new ArrayList<>();
    private final List<String> taken = new ArrayList<>();
    private final List<String> leftOut = new ArrayList<>();
    private final List<Duration> pauses = new ArrayList<>();
    private final FeedHttp http = new FeedHttp(pauses::add);
    private HttpServer server;
    private boolean durable = true;
    private Instant now = Instant.parse("2026-05-01T12:00:00Z");

    @TempDir
    private Path places;

    private final Sink sink = new Sink() {
        @Override
        public void take(byte[] document, String position) {
            taken.add(new String(document, StandardCharsets.UTF_8));
        }

        @Override
        public void leaveOut(byte[] document, String reason) {
            leftOut.add(reason);
        }

        @Override
        public void settle() throws FeedFailure {
            if (!durable) {
                throw new FeedFailure(0, "not durable");
            }
        }
    };

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.add(exchange.getRequestURI() + " " + exchange.getRequestHeaders().getFirst("Authorization"));
            Reply reply = replies.isEmpty() ? new Reply(404, "", null) : replies.removeFirst();
            if (reply.header() != null) {
                exchange.getResponseHeaders().add(reply.header().getFirst(), reply.header().getLast());
            }
            byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void end() {
        server.stop(0);
        http.close();
    }

    @Test
    void shouldReadACollectionPageByPageAndGoOnAfterTheLastObject() throws Exception {
        page("{\"more\":true,\"next\":\"p 2\",\"objects\":[1]}", "2026-01-01T00:00:00Z");
        page("{\"more\":false,\"objects\":[2]}", "2026-01-02T00:00:00Z");
        page("{}", null);

        poll(FeedConfig.Type.TAXII, "/c/1");
        poll(FeedConfig.Type.TAXII, "/c/1");

        assertThat(asked).containsExactly("/c/1/objects/?limit=1000 Bearer s3cret",
                "/c/1/objects/?limit=1000&next=p+2 Bearer s3cret",
                "/c/1/objects/?limit=1000&added_after=2026-01-02T00%3A00%3A00Z Bearer s3cret");
        assertThat(taken).hasSize(2);
    }

    @Test
    void shouldUnderstandRelationshipsAcrossPagesAndPolls() throws Exception {
        page("{\"more\":true,\"next\":\"2\",\"objects\":[" + Stix.INDICATOR + "]}", "2026-01-01T00:00:00Z");
        page("{\"more\":true,\"next\":\"3\",\"objects\":[" + Stix.MALWARE + "]}", "2026-01-02T00:00:00Z");
        page("{\"more\":false,\"objects\":[" + Stix.INDICATES + "]}", "2026-01-03T00:00:00Z");
        page("{\"objects\":[" + Stix.USES + "]}", "2026-01-04T00:00:00Z");
        page("{\"objects\":[" + Stix.TECHNIQUE + "]}", "2026-01-05T00:00:00Z");
        page("{\"objects\":[" + Stix.SIGHTING + "]}", "2026-01-06T00:00:00Z");
        for (int poll = 0; poll < 4; poll++) {
            poll(FeedConfig.Type.TAXII, "/c/1");
        }

        assertThat(Stix.told(taken.get(0))).containsExactly("indicator c2.example -");
        assertThat(Stix.told(taken.get(1))).isEmpty();
        assertThat(Stix.told(taken.get(2))).containsExactly("indicator c2.example Night Heron");
        assertThat(Stix.told(taken.get(3))).isEmpty();
        assertThat(Stix.told(taken.get(4))).containsExactly("relationship Night Heron uses Phishing");
        assertThat(Stix.told(taken.get(5))).contains("sighting c2.example -");
    }

    @Test
    void shouldNotLoseWhatAnIndicatorPointedAtWhenItIsModified() throws Exception {
        page("{\"objects\":[" + Stix.INDICATOR + "," + Stix.MALWARE + "," + Stix.INDICATES + "]}",
                "2026-01-01T00:00:00Z");
        page("{\"objects\":[" + Stix.INDICATOR.replace("2026-01-01", "2026-02-01") + "]}", "2026-02-01T00:00:00Z");

        poll(FeedConfig.Type.TAXII, "/c/1");
        poll(FeedConfig.Type.TAXII, "/c/1");

        assertThat(Stix.told(taken.get(1))).containsExactly("indicator c2.example Night Heron");
    }

    @Test
    void shouldForgetTheOldestObjects() throws Exception {
        StringBuilder objects = new StringBuilder(Stix.MALWARE);
        for (int i = 0; i <= KnownObjects.OBJECTS_MAX; i++) {
            objects.append(",{\"type\":\"identity\",\"id\":\"identity--").append(i).append("\"}");
        }
        page("{\"objects\":[" + objects + "]}", "2026-01-01T00:00:00Z");
        page("{\"objects\":[" + Stix.INDICATOR + "," + Stix.INDICATES + "]}", "2026-01-02T00:00:00Z");

        poll(FeedConfig.Type.TAXII, "/c/1");
        poll(FeedConfig.Type.TAXII, "/c/1");

        assertThat(Stix.told(taken.get(1))).containsExactly("indicator c2.example -");
    }

    @Test
    void shouldGoOnAtThePageThatWasNotDurable() throws Exception {
        page("{\"more\":true,\"next\":\"2\",\"objects\":[1]}", "2026-01-01T00:00:00Z");
        page("{\"more\":true,\"next\":\"3\",\"objects\":[2]}", "2026-01-02T00:00:00Z");
        page("{\"more\":false,\"objects\":[2]}", "2026-01-02T00:00:00Z");
        durable = false;
        assertThatThrownBy(() -> poll(FeedConfig.Type.TAXII, "/c/1")).isInstanceOf(FeedFailure.class);
        assertThat(FeedPlace.of(places, "f").get("next")).isEmpty();

        durable = true;
        poll(FeedConfig.Type.TAXII, "/c/1");

        assertThat(asked.get(1)).startsWith("/c/1/objects/?limit=1000 ");
        assertThat(asked.get(2)).startsWith("/c/1/objects/?limit=1000&next=3 ");
    }

    @Test
    void shouldBeginARoundAgainWhereTheServerForgotItsPage() throws Exception {
        FeedPlace.of(places, "f").set("next", Optional.of("old")).keep();
        replies.add(new Reply(404, "", null));
        page("{\"objects\":[1]}", "2026-01-01T00:00:00Z");

        poll(FeedConfig.Type.TAXII, "/c/1/");

        assertThat(asked).hasSize(2);
        assertThat(taken).hasSize(1);
    }

    @Test
    void shouldTryAgainWithinBoundsAndNameWhatWasRefused() {
        replies.add(new Reply(503, "", List.of("Retry-After", "7")));
        replies.add(new Reply(429, "", null));
        replies.add(new Reply(401, "", null));

        assertThatThrownBy(() -> poll(FeedConfig.Type.TAXII, "/c/1")).hasMessageContaining("status 401")
                .hasMessageNotContaining("s3cret");
        assertThat(pauses).containsExactly(Duration.ofSeconds(7), Duration.ofSeconds(2));
    }

    @Test
    void shouldReadTheEventsOfAManifestThatAreNew() throws Exception {
        String first = "5d1b4a3e-0000-4000-8000-00000000000a";
        String second = "5d1b4a3e-0000-4000-8000-00000000000b";
        String manifest = "{\"%s\":{\"timestamp\":\"20\"},\"%s\":{\"timestamp\":10},\"../x\":{\"timestamp\":5}}"
                .formatted(second, first);
        replies.add(new Reply(200, manifest, null));
        replies.add(new Reply(200, "{\"Event\":1}", null));
        replies.add(new Reply(200, "{\"Event\":2}", null));
        replies.add(new Reply(200, manifest, null));

        poll(FeedConfig.Type.MISP, "/feed/manifest.json");
        poll(FeedConfig.Type.MISP, "/feed");

        assertThat(asked).extracting(each -> each.split(" ", 2)[0]).containsExactly("/feed/manifest.json",
                "/feed/" + first + ".json", "/feed/" + second + ".json", "/feed/manifest.json");
    }

    @Test
    void shouldLeaveAnEventOutThatIsNeverGivenAndReadNewerOnes() throws Exception {
        String lost = "5d1b4a3e-0000-4000-8000-00000000000a";
        String newer = "5d1b4a3e-0000-4000-8000-00000000000b";
        String manifest = "{\"%s\":{\"timestamp\":10},\"%s\":{\"timestamp\":20}}".formatted(lost, newer);
        for (int poll = 1; poll < MispFeed.TRIES_MAX; poll++) {
            replies.add(new Reply(200, manifest, null));
            replies.add(new Reply(404, "", null));
            assertThatThrownBy(() -> poll(FeedConfig.Type.MISP, "/feed")).hasMessageContaining("status 404");
        }
        replies.add(new Reply(200, manifest, null));
        replies.add(new Reply(404, "", null));
        replies.add(new Reply(200, "{\"Event\":2}", null));

        poll(FeedConfig.Type.MISP, "/feed");

        assertThat(leftOut).containsExactly("event " + lost + ": 127.0.0.1 answers with status 404");
        assertThat(taken).containsExactly("{\"Event\":2}");
    }

    @Test
    void shouldGiveUpAnAnswerThatStallsInItsBody() {
        server.createContext("/stalls", exchange -> {
            exchange.sendResponseHeaders(200, 100);
            exchange.getResponseBody().write(1);
            exchange.getResponseBody().flush();
        });
        try (FeedHttp impatient = new FeedHttp(pauses::add, Duration.ofMillis(200))) {
            assertThatThrownBy(() -> Feeds.poll(config(FeedConfig.Type.FILE, "/stalls"), impatient,
                    FeedPlace.of(places, "f"), sink, () -> now)).hasMessageContaining("does not answer");
        }
        assertThat(pauses).hasSize(FeedHttp.ATTEMPTS_MAX - 1);
    }

    @Test
    void shouldNotSendAFileThatDidNotChange() throws Exception {
        replies.add(new Reply(200, "# list\nc2.example\nd2.example\n", List.of("ETag", "\"v1\"")));
        replies.add(new Reply(304, "", null));

        poll(FeedConfig.Type.FILE, "/list.txt");
        poll(FeedConfig.Type.FILE, "/list.txt");

        assertThat(taken).hasSize(2);
    }

    @Test
    void shouldSetAsideWhatOfAFileCannotBeReadAndNotSendTheRestAgain() throws Exception {
        String list = "# list\nc2.example\n" + "x".repeat((1 << 20) + 1) + "\nd2.example\n";
        replies.add(new Reply(200, list, null));
        replies.add(new Reply(200, list, null));

        poll(FeedConfig.Type.FILE, "/list.txt");
        poll(FeedConfig.Type.FILE, "/list.txt");

        assertThat(taken).contains("c2.example", "d2.example").doesNotHaveDuplicates();
        assertThat(leftOut).containsExactly("f, record 2: a line longer than 1048576 bytes was skipped");
    }

    @Test
    void shouldSendAFileThatDidNotChangeOnceADay() throws Exception {
        for (int poll = 0; poll < 3; poll++) {
            replies.add(new Reply(200, "# list\nc2.example\n", List.of("ETag", "\"v1\"")));
        }
        poll(FeedConfig.Type.FILE, "/list.txt");
        now = now.plus(FileFeed.WHOLE_EVERY).minusSeconds(1);
        poll(FeedConfig.Type.FILE, "/list.txt");
        now = now.plusSeconds(1);
        poll(FeedConfig.Type.FILE, "/list.txt");

        assertThat(taken).hasSize(2);
    }

    @Test
    void shouldSetAsideAnObjectThatIsTooLargeAndGoOn() throws Exception {
        List<String> letters = new ArrayList<>();
        ObservationSink observations = new ObservationSink(config(FeedConfig.Type.FILE, "/x"),
                observation -> observation.payload().toString().contains("big.example")
                        ? CompletableFuture.failedFuture(new RecordTooLargeException("over the bound"))
                        : CompletableFuture.completedFuture(null),
                (origin, _, reason, _) -> {
                    letters.add(origin.door() + ": " + reason);
                    return CompletableFuture.completedFuture(null);
                }, InstantSource.system());

        observations.take("big.example\nsmall.example\nother.example\n".getBytes(StandardCharsets.UTF_8), "p");
        observations.settle();

        assertThat(letters).containsExactly("feed.f: over the bound");
    }

    @Test
    void shouldReadTheFileOfFeedsWithItsSecretsBeside() throws Exception {
        Files.writeString(places.resolve("token"), "s3cret\n");
        Path file = Files.writeString(places.resolve("feeds.yaml"), """
                feeds:
                  - name: hub
                    type: taxii
                    url: https://taxii.example/api1/collections/1
                    interval: PT15M
                    reliability: B
                    bearer-file: token
                  - {name: urls, type: file, url: "https://feed.example/urls.csv"}
                """);

        List<FeedConfig> feeds = FeedFile.read(file);

        assertThat(feeds).extracting(FeedConfig::name).containsExactly("hub", "urls");
        assertThat(feeds.getFirst().header()).isEqualTo(new Header("Authorization", "Bearer s3cret"));
        assertThat(feeds.getFirst().toString()).doesNotContain("s3cret");
        Files.writeString(file, "feeds: [{name: x, type: taxi, url: 'https://a.example/'}]");
        assertThatThrownBy(() -> FeedFile.read(file)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("feed x: ");
    }

    private void page(String body, @Nullable String last) {
        replies.add(new Reply(200, body, last == null ? null : List.of("X-TAXII-Date-Added-Last", last)));
    }

    private FeedConfig config(FeedConfig.Type type, String path) {
        return new FeedConfig("f", type, URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path),
                new TenantId("acme"), Duration.ofHours(1), null, null, new Header("Authorization", "Bearer s3cret"));
    }

    private void poll(FeedConfig.Type type, String path) throws Exception {
        Feeds.poll(config(type, path), http, FeedPlace.of(places, "f"), sink, () -> now);
    }
}
