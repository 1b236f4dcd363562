package dev.palimpsest.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.palimpsest.local.client.ApiClient;
import dev.palimpsest.local.client.Import;
import dev.palimpsest.local.demo.Play;
import dev.palimpsest.local.demo.Scenario;
import dev.palimpsest.local.stack.OnSharedStack;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The promises of the whole, on real parts. Each test is a tenant of its own. */
@OnSharedStack
@ExtendWith(SystemExtension.class)
class MainJobIT {

    private static final int LOAD = 20_000;
    private static final String QUESTION = "帮我看看最近的可疑活动。";

    private static TestSystem system;

    @BeforeAll
    static void take(TestSystem given) {
        system = given;
    }

    @Test
    void shouldAnswerEachTellingOfTheStoryByItsOwnFacts() {
        Scenario usual = Scenario.standard(Instant.now());
        Scenario other = Scenario.alternative("erp-by-wmi", Instant.now());
        Play first = system.play("usual");
        Play second = system.play("other");

        first.handIn(usual);
        second.handIn(other);
        first.settle(TestSystem.SIGHTING_WINDOW);

        String answer = first.ask("user:alice", QUESTION, 4_000);
        String changed = second.ask("user:alice", QUESTION, 4_000);
        assertThat(answer).contains("10.120.8.21", "T1569.002", "Cobalt Strike", "横向移动")
                .doesNotContain("10.120.8.77");
        assertThat(changed).contains("10.120.8.77", "T1047", "Empire").doesNotContain("10.120.8.21", "T1569.002");
        assertThat(first.ask("user:bob", "Show me recent suspicious activity.", 4_000)).contains("On what you watch")
                .contains("invoice-portal[.]example");
    }

    @Test
    void shouldNeverShowOneTenantTheMemoriesOfAnother() {
        JsonNode mine = say("tenant-a", "alice", "I often handle Emotet cases.");
        JsonNode theirs = say("tenant-b", "alice", "I often handle QakBot cases.");

        assertThat(mine.path("searchable").asBoolean()).isTrue();
        String id = mine.path("memories").get(0).path("id").asText();
        assertThat(search("tenant-b", "Emotet cases").toString()).doesNotContain("Emotet").contains("QakBot");
        assertThat(search("tenant-a", "QakBot cases").toString()).doesNotContain("QakBot").contains("Emotet");
        assertThat(theirs.toString()).doesNotContain(id);
        assertThat(list("tenant-b", "subject=user:alice").stream().map(memory -> memory.path("id").asText()))
                .doesNotContain(id);
    }

    @Test
    void shouldKeepEveryVersionOfWhatSomebodyPrefers() {
        say("history", "carol", "Please arrange findings by host.");
        say("history", "carol", "Please arrange findings by ATT&CK tactic.");

        JsonNode slot = list("history", "subject=user:carol&kind=profile&category=preference").getFirst();
        JsonNode events = system.api("history").get("/api/v1/memories/" + slot.path("id").asText() + "/history")
                .path("events");

        assertThat(slot.path("version").asLong()).isEqualTo(2);
        assertThat(slot.path("text").asText()).containsIgnoringCase("tactic");
        assertThat(events).extracting(event -> event.path("event").asText()).containsExactly("created", "superseded");
    }

    @Test
    void shouldLoseAndDoubleNothingWhenTheProcessorIsKilledUnderLoad() throws Exception {
        ApiClient ingest = system.ingest("killed");
        for (int batch = 0; batch < 10; batch++) {
            send(ingest, connections("k", batch * LOAD / 10, LOAD / 10));
            if (batch == 2 || batch == 6) {
                system.processor().kill();
                system.processor().startAgain();
            }
        }
        system.processor().awaitReady();

        JsonNode report = system.play("killed").settle(TestSystem.SIGHTING_WINDOW);

        assertThat(report.path("agrees").asBoolean()).isTrue();
        assertThat(contacts("killed")).isEqualTo(LOAD);
    }

    @Test
    void shouldAcknowledgeWritesWhileTheIndexIsStoppedAndCatchUp() throws Exception {
        ApiClient ingest = system.ingest("stopped");
        system.signalSearch("STOP");
        try {
            send(ingest, connections("s", 0, 2_000));
        } finally {
            system.signalSearch("CONT");
        }

        JsonNode report = system.play("stopped").settle(TestSystem.SIGHTING_WINDOW);

        assertThat(report.path("agrees").asBoolean()).isTrue();
        assertThat(contacts("stopped")).isEqualTo(2_000);
    }

    @Test
    void shouldBringBackTheSameStateWhenStoresAndIndexAreDeleted() throws Exception {
        send(system.ingest("rebuilt"), connections("r", 0, 1_000));
        JsonNode before = system.play("rebuilt").settle(TestSystem.SIGHTING_WINDOW);

        system.processor().stop();
        system.processor().deleteState();
        system.index().deleteIndex();
        system.processor().startAgain();
        system.processor().awaitReady();
        JsonNode after = system.play("rebuilt").settle(TestSystem.SIGHTING_WINDOW);

        assertThat(after.path("agrees").asBoolean()).isTrue();
        assertThat(after.path("index")).isEqualTo(before.path("index"));
        assertThat(after.path("stores")).isEqualTo(before.path("stores"));
    }

    @Test
    void shouldChangeNothingWhenAFileIsImportedAgain(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("conn.ndjson");
        Files.writeString(file, connections("f", 0, 500));
        Import.Result first = importing(file);
        JsonNode before = system.play("twice").settle(TestSystem.SIGHTING_WINDOW);

        Import.Result second = importing(file);
        JsonNode after = system.play("twice").settle(TestSystem.SIGHTING_WINDOW);

        assertThat(first.accepted()).isEqualTo(500);
        assertThat(second.accepted()).isEqualTo(500);
        assertThat(after.path("events")).isEqualTo(before.path("events"));
        assertThat(contacts("twice")).isEqualTo(500);
    }

    @Test
    void shouldRefuseTheBadItemsOfABatchAndKeepTheRest() {
        String body = connections("b", 0, 2) + "x".repeat(2 << 20) + "\n" + connections("b", 2, 1);

        JsonNode result = system.ingest("mixed").post("/v1/events?source=test", body.getBytes(
                StandardCharsets.UTF_8));

        assertThat(result.path("accepted").asLong()).isEqualTo(3);
        assertThat(result.path("refused").asLong()).isEqualTo(1);
        assertThat(result.path("items").get(2).path("reason").asText()).isNotBlank();
    }

    private static Import.Result importing(Path file) throws IOException {
        return new Import(system.ingest("twice"), "conn", "ANY", _ -> {}).run(file, 0);
    }

    private static JsonNode say(String tenant, String user, String text) {
        return system.api(tenant).post("/api/v1/memories?wait=true",
                Map.of("user", user, "messages", List.of(Map.of("role", "user", "content", text))));
    }

    private static JsonNode search(String tenant, String text) {
        return system.api(tenant).post("/api/v1/memories/search", Map.of("query", text));
    }

    private static void send(ApiClient ingest, String lines) {
        JsonNode result = ingest.post("/v1/events?source=zeek",
                lines.getBytes(StandardCharsets.UTF_8));
        assertThat(result.path("failed").asLong() + result.path("refused").asLong()).isZero();
    }

    /** Zeek connections between forty sources and twelve targets, each with an id of its own. */
    private static String connections(String prefix, int from, int count) {
        return IntStream.range(from, from + count).mapToObj(i -> """
                {"_path":"conn","ts":"2026-11-20T10:%02d:%02d.%06dZ","uid":"C%s%08d","id.orig_h":"10.9.1.%d",\
                "id.orig_p":%d,"id.resp_h":"10.9.2.%d","id.resp_p":443,"proto":"tcp","service":"ssl","conn_state":"SF"}
                """.formatted(i / 3600 % 60, i / 60 % 60, i, prefix, i, i % 40 + 1, 20_000 + i % 40_000, i % 12 + 1))
                .collect(Collectors.joining());
    }

    /** How many contacts a tenant's memory counts in all. */
    private static long contacts(String tenant) {
        return list(tenant, "kind=relation").stream()
                .filter(memory -> memory.path("subject").asText().startsWith("ip:10.9.2."))
                .mapToLong(memory -> memory.path("count").asLong()).sum();
    }

    private static List<JsonNode> list(String tenant, String filter) {
        List<JsonNode> all = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = system.api(tenant).get("/api/v1/memories?limit=100&" + filter + cursor);
            page.path("memories").forEach(all::add);
            cursor = page.hasNonNull("next") ? "&cursor=" + page.path("next").asText() : "";
        } while (!cursor.isEmpty());
        return all;
    }
}
