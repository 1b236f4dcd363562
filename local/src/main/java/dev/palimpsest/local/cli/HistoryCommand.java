package dev.palimpsest.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows every version of one memory. */
@Command(name = "history", mixinStandardHelpOptions = true, description = "Show all that happened to a memory, from the log.")
final class HistoryCommand implements Callable<Integer> {

    private static final Set<String> TRUSTED = Set.of("control-plane", "analyst");

    @Parameters(paramLabel = "ID", description = "A memory's id, its first eight characters, or id@version as briefings cite it.")
    private String id = "";

    @Mixin
    private final ClientFlags flags = new ClientFlags();

    @Override
    public Integer call() {
        JsonNode history = flags.api().get("/api/v1/memories/" + MemoryArgument.id(id) + "/history");
        if (flags.json()) {
            System.out.println(Output.pretty(history));
            return ExitCode.OK;
        }
        history.path("events").forEach(event -> System.out.println("@" + event.path("version").asLong() + "  "
                + event.path("event").asText() + "  " + Output.second(event.path("systemTime").asText()) + " UTC  "
                + event.path("trust").asText()
                + (event.has("count") ? "  " + event.path("count").asLong() + " in all" : "")
                + (event.has("text") ? "\n    " + text(event) : "")
                + (event.has("reason") ? "\n    " + event.path("reason").asText() : "") + "\n    log "
                + event.path("partition").asInt() + "@" + event.path("offset").asLong() + "  "
                + event.path("hash").asText().substring(0, 16)));
        return ExitCode.OK;
    }

    private static String text(JsonNode event) {
        String text = event.path("text").asText().strip();
        return TRUSTED.contains(event.path("trust").asText()) ? text : Output.fenced(text);
    }
}
