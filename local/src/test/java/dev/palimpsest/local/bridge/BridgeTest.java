package dev.palimpsest.local.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.palimpsest.access.Door;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BridgeTest {

    private static final String INITIALIZE = "{\"jsonrpc\":\"2.0\",\"id\":0,\"method\":\"initialize\",\"params\":{}}\n";
    private static final String PING = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}\n";

    private final List<String> seen = new ArrayList<>();
    private HttpServer server;
    private String session = "one";
    private boolean streams;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        JsonNode message = Door.JSON.readTree(exchange.getRequestBody().readAllBytes());
        String method = message.path("method").asText(exchange.getRequestMethod());
        String used = exchange.getRequestHeaders().getFirst("Mcp-Session-Id");
        seen.add(method + " in " + used + " by " + exchange.getRequestHeaders().getFirst("Authorization") + " as "
                + exchange.getRequestHeaders().getFirst("MCP-Protocol-Version"));
        if (method.equals("initialize")) {
            exchange.getResponseHeaders().add("Mcp-Session-Id", session);
            reply(exchange, 200, "{\"jsonrpc\":\"2.0\",\"id\":0,\"result\":{\"protocolVersion\":\"2025-06-18\"}}");
        } else if (!session.equals(used)) {
            reply(exchange, 404, "{\"detail\":\"no such session\"}");
        } else if (message.has("id")) {
            reply(exchange, 200, "{\"jsonrpc\":\"2.0\",\"id\":" + message.path("id") + ",\"result\":{\"sign\":\"✓\"}}");
        } else {
            reply(exchange, 202, "");
        }
    }

    private void reply(HttpExchange exchange, int status, String body) throws IOException {
        String sent = streams && status == 200
                ? "event: message\ndata: {\"jsonrpc\":\"2.0\",\"method\":\"notifications/progress\"}\n\nevent: message\ndata: "
                        + body + "\n\n"
                : body;
        exchange.getResponseHeaders().add("Content-Type", streams ? "text/event-stream" : "application/json");
        byte[] bytes = sent.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private List<JsonNode> talk(String input) throws IOException {
        return talk(URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/mcp"), input);
    }

    private static List<JsonNode> talk(URI door, String input) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new Bridge(new Wire(door, () -> "secret"), new PrintStream(out, false, StandardCharsets.UTF_8))
                .run(new BufferedReader(new StringReader(input)));
        List<JsonNode> messages = new ArrayList<>();
        for (String line : out.toString(StandardCharsets.UTF_8).lines().toList()) {
            messages.add(Door.JSON.readTree(line));
        }
        return messages;
    }

    @Test
    void shouldPassMessagesBothWaysInOneSessionAndEndIt() throws IOException {
        List<JsonNode> said = talk(
                INITIALIZE + "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}\n\n" + PING);

        assertThat(said).hasSize(2);
        assertThat(said.getLast().path("result").path("sign").asText()).isEqualTo("✓");
        assertThat(seen).containsExactly("initialize in null by Bearer secret as null",
                "notifications/initialized in one by Bearer secret as 2025-06-18",
                "ping in one by Bearer secret as 2025-06-18", "DELETE in one by Bearer secret as 2025-06-18");
    }

    @Test
    void shouldPassOnEveryEventOfAStream() throws IOException {
        streams = true;
        assertThat(talk(INITIALIZE)).hasSize(2);
    }

    @Test
    void shouldBeginASessionAgainThatTheServerHasForgotten() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Wire wire = new Wire(URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/mcp"), () -> "secret");
        Bridge bridge = new Bridge(wire, new PrintStream(out, false, StandardCharsets.UTF_8));
        bridge.run(new BufferedReader(new StringReader(INITIALIZE)));
        session = "two";
        bridge.run(new BufferedReader(new StringReader(PING)));

        assertThat(out.toString(StandardCharsets.UTF_8).lines().toList()).hasSize(2).last().asString().contains("✓");
        assertThat(seen).filteredOn(line -> line.startsWith("initialize")).hasSize(2);
    }

    @Test
    void shouldAnswerEveryRequestWhereNobodyDoes() throws IOException {
        List<JsonNode> said = talk(URI.create("http://127.0.0.1:1/mcp"), INITIALIZE + PING + "nonsense\n");

        assertThat(said).hasSize(3).allSatisfy(message -> assertThat(message.path("error").path("message").asText())
                .isNotBlank().doesNotContain("Exception"));
        assertThat(said).anySatisfy(message -> assertThat(message.path("error").path("message").asText())
                .contains("./palimpsest up"));
    }
}
