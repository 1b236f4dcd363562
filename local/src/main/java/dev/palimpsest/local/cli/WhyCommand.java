package dev.palimpsest.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows what a memory rests on. */
@Command(name = "why", mixinStandardHelpOptions = true, description = "Show what a memory was concluded from, down to the raw records.")
final class WhyCommand implements Callable<Integer> {

    @Parameters(paramLabel = "ID", description = "A memory's id, its first eight characters, or id@version as briefings cite it.")
    private String id = "";

    @Mixin
    private final ClientFlags flags = new ClientFlags();

    @Override
    public Integer call() {
        JsonNode tree = flags.api()
                .get("/api/v1/memories/" + MemoryArgument.path(id).replaceFirst("(\\?|$)", "/why$1"));
        if (flags.json()) {
            System.out.println(Output.pretty(tree));
        } else {
            print(tree, "");
        }
        return ExitCode.OK;
    }

    private static void print(JsonNode node, String indent) {
        String line = node.has("memory")
                ? Output.line(node.path("memory"))
                : node.path("ref").asText() + "  told above, or gone";
        System.out
                .println((line + (node.path("stale").asBoolean() ? "  STALE: it says otherwise now, or has ended" : ""))
                        .indent(indent.length()).stripTrailing());
        node.path("records").forEach(record -> System.out.println(indent + "    " + raw(record)));
        node.path("from").forEach(from -> print(from, indent + "      "));
    }

    private static String raw(JsonNode record) {
        JsonNode evidence = record.path("evidence");
        String place = "record " + evidence.path("partition").asInt() + "@" + evidence.path("offset").asLong()
                + " from "
                + evidence.path("source").asText();
        if (!record.has("raw")) {
            return place + ", which is gone or cannot be read";
        }
        String raw = record.path("raw").asText().strip();
        return place + ", " + record.path("format").asText() + ": " + Output.fenced(
                Output.begin(raw));
    }
}
