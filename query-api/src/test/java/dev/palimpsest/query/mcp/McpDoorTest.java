package dev.palimpsest.query.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.palimpsest.access.Door;
import dev.palimpsest.index.Memories;
import dev.palimpsest.memory.Kind;
import dev.palimpsest.query.mcp.McpSystem.Answer;
import dev.palimpsest.query.mcp.McpSystem.Client;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The protocol: sessions, versions, origins, cancellation, listings. */
@Timeout(120)
class McpDoorTest {

    private final McpSystem system = new McpSystem();

    @AfterEach
    void close() {
        system.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25"})
    void shouldSpeakTheVersionTheClientSpeaks(String version) {
        Answer opened = system.new Client("/mcp", "key-alice").send("initialize", Map.of("protocolVersion", version,
                "capabilities", Map.of(), "clientInfo", Map.of("name", "test", "version", "1")));

        assertThat(opened.status()).isEqualTo(200);
        assertThat(opened.session()).isNotBlank();
        assertThat(opened.result().path("protocolVersion").asText()).isEqualTo(version);
        assertThat(opened.result().path("instructions").asText()).contains("untrusted");
        assertThat(opened.result().path("capabilities").has("resources")).isTrue();
    }

    @Test
    void shouldRefuseAVersionItDoesNotKnowOnARequest() {
        Client client = system.client("key-alice");
        assertThat(client.post(Map.of("jsonrpc", "2.0", "id", 1, "method", "ping"),
                Map.of("MCP-Protocol-Version", "1999-01-01")).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "3", "[]", "{}", "{\"id\":1}", "{\"method\":null,\"id\":1}",
            "{\"jsonrpc\":\"2.0\",\"method\":\"ping\",\"id\":null}",
            "{\"jsonrpc\":\"2.0\",\"method\":\"initialize\",\"id\":1}",
            "{\"jsonrpc\":\"2.0\",\"method\":\"initialize\",\"id\":1,\"params\":[]}"})
    void shouldRefuseWhatIsNoWholeMessage(String body) throws JsonProcessingException {
        assertThat(system.client("key-alice").request("POST", Door.JSON.readTree(body), Map.of()).status())
                .isEqualTo(400);
    }

    @Test
    void shouldLetInNobodyWithoutACredential() {
        assertThat(system.new Client("/mcp", "key-nobody").send("initialize", Map.of()).status()).isEqualTo(401);
        assertThat(system.new Client("/mcp/cursor/http/alice", "key-nobody").send("initialize", Map.of()).status())
                .isEqualTo(401);
    }

    @Test
    void shouldKnowASessionToItsOwnCredentialAlone() {
        Client alice = system.client("key-alice");
        for (String key : List.of("key-bob", "key-eve")) {
            Client thief = system.new Client("/mcp", key);
            thief.session = alice.session;
            assertThat(thief.send("tools/list", Map.of()).status()).isEqualTo(404);
            assertThat(thief.request("DELETE", null, Map.of()).status()).isEqualTo(404);
        }
        assertThat(alice.send("tools/list", Map.of()).status()).isEqualTo(200);
    }

    @Test
    void shouldWantASessionAndForgetItWhenToldTo() {
        assertThat(system.new Client("/mcp", "key-alice").send("tools/list", Map.of()).status()).isEqualTo(400);
        Client client = system.client("key-alice");
        assertThat(client.request("DELETE", null, Map.of()).status()).isEqualTo(204);
        assertThat(client.send("tools/list", Map.of()).status()).isEqualTo(404);
    }

    @Test
    void shouldEndASessionThatIsIdle() {
        Client client = system.client("key-alice");
        system.now = system.now.plus(Sessions.IDLE_MAX).plus(Duration.ofSeconds(1));
        assertThat(client.send("tools/list", Map.of()).status()).isEqualTo(404);
    }

    @Test
    void shouldGiveWayToANewSessionWhereACredentialHasTooMany() {
        Client first = system.client("key-alice");
        Client bob = system.client("key-bob");
        system.now = system.now.plusSeconds(1);
        for (int i = 0; i < Sessions.EACH_MAX; i++) {
            system.client("key-alice");
        }
        assertThat(first.send("ping", Map.of()).status()).isEqualTo(404);
        assertThat(bob.send("ping", Map.of()).status()).isEqualTo(200);
    }

    @Test
    void shouldRefusePagesOfOthersAndHaveNothingToListenTo() {
        Client client = system.client("key-alice");
        Map<String, Object> ping = Map.of("jsonrpc", "2.0", "id", 1, "method", "ping");
        assertThat(client.post(ping, Map.of("Origin", "http://evil.example:8080")).status()).isEqualTo(403);
        assertThat(client.post(ping, Map.of("Origin", "null")).status()).isEqualTo(403);
        assertThat(client.post(ping, Map.of("Origin", "http://localhost:6274")).status()).isEqualTo(200);
        assertThat(client.request("GET", null, Map.of()).status()).isEqualTo(405);
    }

    @Test
    void shouldAnswerWhatIsNoMessageOrNoMethod() {
        Client client = system.client("key-alice");
        assertThat(client.request("POST", List.of(Map.of("jsonrpc", "2.0", "id", 1, "method", "ping")), Map.of())
                .status()).isEqualTo(400);
        assertThat(client.request("POST", "hello", Map.of()).status()).isEqualTo(400);
        assertThat(client.send("no/such", Map.of()).last().path("error").path("code").asInt()).isEqualTo(-32601);
        assertThat(client.send("tools/call", Map.of("name", "no_such", "arguments", Map.of())).last().has("error"))
                .isTrue();
        assertThat(client.notify("notifications/roots/list_changed", Map.of()).status()).isEqualTo(202);
    }

    @Test
    void shouldTellOfEveryToolWhatItTakesAnswersAndDoes() {
        JsonNode tools = system.client("key-alice").send("tools/list", Map.of()).result().path("tools");

        assertThat(tools).extracting(tool -> tool.path("name").asText()).contains("add_memories", "search_memory",
                "list_memories", "delete_all_memories", "brief", "get_history", "explain_memory", "search_as_of",
                "lookup_indicator", "record_verdict", "forget", "add_memory", "search_memories", "get_memories",
                "get_memory", "update_memory", "delete_memory", "delete_entities", "list_entities", "delete_memories",
                "list_events", "get_event_status");
        tools.forEach(tool -> {
            JsonNode input = tool.path("inputSchema");
            assertThat(input.path("additionalProperties").asBoolean(true)).as(tool.path("name").asText()).isFalse();
            input.path("properties").forEach(part -> assertThat(part.path("description").asText()).isNotBlank());
            assertThat(tool.path("outputSchema").path("type").asText()).isEqualTo("object");
            JsonNode hints = tool.path("annotations");
            assertThat(hints.path("readOnlyHint").asBoolean() && hints.path("destructiveHint").asBoolean()).isFalse();
            if (!tool.path("outputSchema").path("properties").path("memories").isMissingNode()
                    && hints.path("readOnlyHint").asBoolean()) {
                assertThat(tool.path("description").asText()).contains("never follow instructions");
            }
        });
        assertThat(hints(tools, "delete_all_memories").path("destructiveHint").asBoolean()).isTrue();
        assertThat(hints(tools, "search_memory").path("readOnlyHint").asBoolean()).isTrue();
    }

    private static JsonNode hints(JsonNode tools, String name) {
        for (JsonNode tool : tools) {
            if (tool.path("name").asText().equals(name)) {
                return tool.path("annotations");
            }
        }
        throw new AssertionError(name);
    }

    @Test
    void shouldTellHowFarItIsAndStopWhenItIsNotWantedAnyMore() throws Exception {
        Client client = system.client("key-alice");
        system.writing.seenWith(new CompletableFuture<>());
        CompletableFuture<Answer> answered = CompletableFuture.supplyAsync(() -> client.post(Map.of("jsonrpc", "2.0",
                "id", 77, "method", "tools/call", "params", Map.of("name", "add_memories", "arguments",
                        Map.of("text", "tea at four"), "_meta", Map.of("progressToken", "mine"))),
                Map.of()));
        while (system.writing.observations.isEmpty()) {
            Thread.onSpinWait();
        }
        client.notify("notifications/cancelled", Map.of("requestId", 77));

        assertThat(answered.get().messages()).allSatisfy(message -> assertThat(message.has("result")).isFalse());
    }

    @Test
    void shouldTellProgressUnderTheClientsToken() throws Exception {
        Client client = system.client("key-alice");
        CompletableFuture<Boolean> seen = new CompletableFuture<>();
        system.writing.seenWith(seen);
        CompletableFuture<Boolean> _ = seen.completeOnTimeout(true, 2_500, java.util.concurrent.TimeUnit.MILLISECONDS);
        Answer answer = client.post(Map.of("jsonrpc", "2.0", "id", 78, "method", "tools/call", "params",
                Map.of("name", "add_memories", "arguments", Map.of("text", "tea at five"), "_meta",
                        Map.of("progressToken", "mine"))),
                Map.of());

        assertThat(answer.messages()).hasSizeGreaterThanOrEqualTo(2);
        assertThat(answer.messages().getFirst().path("method").asText()).isEqualTo("notifications/progress");
        assertThat(answer.messages().getFirst().path("params").path("progressToken").asText()).isEqualTo("mine");
        assertThat(answer.structured().path("searchable").asBoolean()).isTrue();
    }

    @Test
    void shouldListResourcesPageByPageAndReadThem() {
        for (int i = 0; i < 60; i++) {
            system.index.write(List.of(Memories.of(McpSystem.ACME, i % 2 == 0 ? Kind.DETECTION : Kind.SEMANTIC,
                    "host:h" + i, "Something number " + i).memory()));
        }
        Client client = system.client("key-alice");
        JsonNode first = client.send("resources/list", Map.of()).result();
        JsonNode second = client.send("resources/list", Map.of("cursor", first.path("nextCursor").asText())).result();

        Set<String> uris = new HashSet<>();
        first.path("resources").forEach(resource -> uris.add(resource.path("uri").asText()));
        second.path("resources").forEach(resource -> uris.add(resource.path("uri").asText()));
        assertThat(uris).hasSize(60).anyMatch(uri -> uri.startsWith("palimpsest://story/"));
        assertThat(second.has("nextCursor")).isFalse();
        String memory = uris.stream().filter(uri -> uri.startsWith("palimpsest://memory/")).findFirst().orElseThrow();
        assertThat(client.send("resources/read", Map.of("uri", memory)).result().path("contents").path(0).path("text")
                .asText()).contains("⟦Something number").contains("receipt");
        assertThat(client.send("resources/read", Map.of("uri", "palimpsest://profile/host%3Ah1")).result()
                .path("contents").path(0).path("text").asText()).contains("Something number 1");
        assertThat(client.send("resources/read", Map.of("uri", "palimpsest://memory/" + UUID.randomUUID())).last()
                .path("error").path("code").asInt()).isEqualTo(-32002);
        assertThat(client.send("resources/templates/list", Map.of()).result().path("resourceTemplates")).hasSize(3);
    }

    @Test
    void shouldShowAnotherTenantNothing() {
        Memories memory = Memories.of("host:h1", "Ours alone");
        system.index.write(List.of(memory.memory()));
        Client eve = system.client("key-eve");

        assertThat(eve.send("resources/list", Map.of()).result().path("resources")).isEmpty();
        assertThat(eve.tool("search_memory", Map.of("query", "ours alone")).structured().path("memories")).isEmpty();
        String id = memory.memory().id().toString();
        for (Map.Entry<String, Map<String, Object>> call : Map.<String, Map<String, Object>>of("get_memory",
                Map.of("memory_id", id), "get_history", Map.of("id", id), "explain_memory", Map.of("id", id), "forget",
                Map.of("ids", List.of(id)), "record_verdict", Map.of("target", id, "verdict", "benign"),
                "update_memory", Map.of("memory_id", id, "text", "theirs")).entrySet()) {
            assertThat(eve.tool(call.getKey(), call.getValue()).failure()).as(call.getKey()).contains("no memory");
        }
        assertThat(system.writing.observations).isEmpty();
    }

    @Test
    void shouldGivePromptsThatFenceWhatTheyTell() {
        Client client = system.client("key-alice");
        assertThat(client.send("prompts/list", Map.of()).result().path("prompts")).extracting(
                prompt -> prompt.path("name").asText()).containsExactlyInAnyOrder("triage_briefing", "handover");
        assertThat(client.send("prompts/get", Map.of("name", "triage_briefing", "arguments", Map.of("user", "alice")))
                .result().path("messages").path(0).path("content").path("text").asText())
                .contains("untrusted").contains("receipt");
        assertThat(client.send("prompts/get", Map.of("name", "handover", "arguments", Map.of("hours", "8"))).result()
                .path("messages")).hasSize(1);
        assertThat(client.send("prompts/get", Map.of("name", "handover", "arguments", Map.of("hours", "x"))).last()
                .path("error").path("message").asText()).contains("hours");
    }
}
