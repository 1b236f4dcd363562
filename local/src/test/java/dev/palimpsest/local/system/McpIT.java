package dev.palimpsest.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.palimpsest.access.Door;
import dev.palimpsest.local.stack.OnSharedStack;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The protocol's own clients, over both transports, against the running system. */
@OnSharedStack
@ExtendWith(SystemExtension.class)
class McpIT {

    private static final String SCRIPT = Path.of(System.getProperty("palimpsest.script", "../palimpsest"))
            .toAbsolutePath().normalize().toString();

    private static TestSystem system;
    private static NpmFolder clients;

    @BeforeAll
    static void take(TestSystem given) {
        system = given;
    }

    /** Each of the two speaks another version of the protocol; every tool is called and its effect looked at. */
    @ParameterizedTest
    @CsvSource({"new, http", "old, http", "new, stdio", "old, stdio"})
    void shouldServeTheTypeScriptSdk(String sdk, String transport) throws Exception {
        String tenant = "mcp-" + sdk + "-" + transport;
        List<String> command = transport.equals("http")
                ? List.of("node", "tools.js", sdk, transport, host() + "/mcp", system.key(tenant))
                : List.of("node", "tools.js", sdk, transport, SCRIPT, host());
        assertThat(run(command, Map.of("PALIMPSEST_API_KEY", system.key(tenant), "PALIMPSEST_HOME",
                System.getProperty("palimpsest.home")))).endsWith(sdk + " " + transport + " ok\n");
    }

    @Test
    void shouldKeepSessionsAndMemoriesToTheirOwnersAndStopWhenTold() throws Exception {
        assertThat(run(List.of("node", "owners.js", host(), system.key("mcp-own"), system.key("mcp-own", "colleague"),
                system.key("mcp-other")), Map.of())).endsWith("owners ok\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "stdio"})
    void shouldServeTheInspector(String transport) throws Exception {
        String key = system.key("mcp-inspector");
        List<String> target = transport.equals("http")
                ? List.of(host() + "/mcp", "--transport", "http", "--header", "Authorization: Bearer " + key)
                : List.of(SCRIPT, "mcp", "--url", host(), "-e", "PALIMPSEST_API_KEY=" + key, "-e",
                        "PALIMPSEST_HOME=" + System.getProperty("palimpsest.home"));
        assertThat(inspect(target, "--method", "tools/list").path("tools").findValuesAsText("name"))
                .contains("search_memory", "add_memories");
        JsonNode added = inspect(target, "--method", "tools/call", "--tool-name", "add_memories",
                "--tool-arg", "text=The inspector was here");
        assertThat(added.path("structuredContent").path("observations")).isNotEmpty();
        TestSystem.await("what was added is listed", () -> listed(target).path("resources").size() > 0);
        assertThat(inspect(target, "--method", "prompts/list").path("prompts")).hasSize(2);
    }

    @Test
    void shouldSayWhatToDoWhereNothingAnswers() throws Exception {
        Process bridge = start(List.of(SCRIPT, "mcp", "--url", "http://127.0.0.1:9"), Map.of("PALIMPSEST_API_KEY", "k",
                "PALIMPSEST_HOME", System.getProperty("palimpsest.home")));
        bridge.getOutputStream().write(
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{}}\n"
                        .getBytes(StandardCharsets.UTF_8));
        bridge.getOutputStream().close();
        List<String> lines = new String(bridge.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines()
                .toList();

        assertThat(bridge.waitFor()).isZero();
        assertThat(lines).hasSize(1);
        assertThat(Door.JSON.readTree(lines.getFirst()).path("error").path("message").asText())
                .contains("./palimpsest up");
    }

    private static JsonNode listed(List<String> target) {
        try {
            return inspect(target, "--method", "resources/list");
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode inspect(List<String> target, String... arguments)
            throws Exception {
        List<String> command = new ArrayList<>(List.of("node",
                "node_modules/@modelcontextprotocol/inspector/clients/launcher/build/index.js", "--cli"));
        command.addAll(target);
        command.addAll(List.of(arguments));
        command.addAll(List.of("--connect-timeout", "120000"));
        return Door.JSON.readTree(run(command, Map.of()));
    }

    private static String host() {
        return system.apiRoot().toString();
    }

    private static Process start(List<String> command, Map<String, String> environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        return builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
    }

    private static String run(List<String> command, Map<String, String> environment) throws Exception {
        if (clients == null) {
            clients = NpmFolder.install("mcp");
        }
        return clients.run(command, environment);
    }
}
