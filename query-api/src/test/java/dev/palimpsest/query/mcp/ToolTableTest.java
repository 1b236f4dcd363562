package dev.palimpsest.query.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The table of tools in the documentation is the code's. */
class ToolTableTest {

    @Test
    void shouldBeDocumentedAsItIs() throws IOException {
        Path page = Path.of("../docs/mcp.md");
        try (McpSystem system = new McpSystem()) {
            List<String> rows = new ArrayList<>();
            system.client("key-alice").send("tools/list", Map.of()).result().path("tools")
                    .forEach(tool -> rows.add(row(tool)));
            assertThat(Files.readString(page)).as("docs/mcp.md holds this table:\n" + String.join("\n", rows))
                    .contains(String.join("\n", rows) + "\n\n");
        }
    }

    private static String row(JsonNode tool) {
        Set<String> required = new HashSet<>();
        tool.path("inputSchema").path("required").forEach(name -> required.add(name.asText()));
        List<String> arguments = new ArrayList<>();
        tool.path("inputSchema").path("properties").fieldNames()
                .forEachRemaining(name -> arguments.add("`" + name + "`" + (required.contains(name) ? "*" : "")));
        JsonNode hints = tool.path("annotations");
        String nature = hints.path("readOnlyHint").asBoolean()
                ? "reads"
                : hints.path("destructiveHint").asBoolean() ? "destructive" : "adds";
        return "| `" + tool.path("name").asText() + "` | " + tool.path("title").asText() + " | "
                + String.join(", ", arguments) + " | " + nature + " |";
    }
}
