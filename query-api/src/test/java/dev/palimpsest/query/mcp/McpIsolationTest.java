package dev.palimpsest.query.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.palimpsest.index.Memories;
import dev.palimpsest.memory.Kind;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.Tlp;
import dev.palimpsest.query.mcp.McpSystem.Client;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every tool, called by those who must not get through. */
class McpIsolationTest {

    private static final String WORDS = "saffron lighthouse";

    private final McpSystem system = new McpSystem();

    @AfterEach
    void close() {
        system.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"key-eve", "key-uncleared", "key-carol"})
    void shouldAnswerOfWhatOneMayNotSeeAsOfWhatNeverWas(String key) {
        Memory secret = Memories.of(McpSystem.ACME, Kind.PROFILE, "user:bob", WORDS).marking(Tlp.RED).memory();
        system.index.write(List.of(secret));
        Client client = system.client(key);
        List<String> wrong = new ArrayList<>();
        for (JsonNode tool : tools(client)) {
            String hidden = told(client, tool, secret.id().toString(), "bob");
            String nothing = told(client, tool, UUID.randomUUID().toString(), "zed");
            if (!hidden.equals(nothing) || hidden.contains(WORDS)) {
                wrong.add(tool.path("name").asText() + ": " + hidden + "\n but " + nothing);
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(system.index.get(McpSystem.ACME, secret.id())).contains(secret);
    }

    @Test
    void shouldWriteForNobodyWithoutTheRole() {
        Client reader = system.client("key-reader");
        Memory own = Memories.of(McpSystem.ACME, Kind.PROFILE, "user:bob", WORDS).memory();
        system.index.write(List.of(own));
        for (JsonNode tool : tools(reader)) {
            Map<String, Object> arguments = arguments(tool, own.id().toString(), "bob");
            String name = tool.path("name").asText();
            if (!tool.at("/annotations/readOnlyHint").asBoolean()) {
                assertThat(reader.tool(name, arguments).failure()).as(name).contains("may not");
            }
        }
        assertThat(system.new Client("/mcp", "key-feed").send("tools/list", Map.of()).status()).isEqualTo(403);
        assertThat(system.writing.observations).isEmpty();
    }

    @Test
    void shouldSpeakInNoSessionThatSomebodyElseBegan() {
        JsonNode _ = system.client("key-bob")
                .tool("add_memories", Map.of("text", WORDS, "user", "bob", "session", "bobs")).structured();

        assertThat(system.client("key-carol")
                .tool("add_memories", Map.of("text", "planted", "user", "carol", "session", "bobs")).failure())
                .contains("not granted run:bobs");
        assertThat(system.writing.observations).hasSize(1);
    }

    private static Iterable<JsonNode> tools(Client client) {
        return client.send("tools/list", Map.of()).result().path("tools");
    }

    /** The answer without what differs from call to call anyway. */
    private static String told(Client client, JsonNode tool, String id, String person) {
        return client.tool(tool.path("name").asText(), arguments(tool, id, person)).last().toString()
                .replaceAll("\"id\":\\d+", "").replaceAll("[0-9a-f]{8}-[0-9a-f-]{27}", "ID")
                .replaceAll("\\b[0-9a-f]{32,64}\\b", "ID").replace(person, "PERSON")
                .replaceAll("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z", "TIME");
    }

    private static Map<String, Object> arguments(JsonNode tool, String id, String person) {
        Map<String, Object> arguments = new HashMap<>();
        tool.at("/inputSchema/properties").properties().forEach(property -> {
            String name = property.getKey();
            JsonNode schema = property.getValue();
            boolean must = tool.at("/inputSchema/required").toString().contains("\"" + name + "\"");
            if (name.endsWith("id") && name.startsWith("mem")) {
                arguments.put(name, id);
            } else if (name.equals("memory_ids") || name.equals("ids")) {
                arguments.put(name, List.of(id));
            } else if (List.of("user", "user_id", "entity_id", "entity_name").contains(name)) {
                arguments.put(name, person);
            } else if (name.equals("target") || name.equals("id")) {
                arguments.put(name, id);
            } else if (must) {
                arguments.put(name, schema.has("enum") ? schema.at("/enum/0").asText() : value(schema));
            }
        });
        return arguments;
    }

    private static Object value(JsonNode schema) {
        return switch (schema.path("type").asText()) {
            case "array" -> List.of("saffron");
            case "boolean" -> true;
            case "integer" -> 1;
            default -> "saffron";
        };
    }
}
