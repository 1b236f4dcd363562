package dev.palimpsest.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows what could not be worked on. */
@Command(name = "dead-letters", mixinStandardHelpOptions = true, description = "Show what could not be worked on and why, the latest first.")
final class DeadLettersCommand implements Callable<Integer> {

    @Option(names = "--since", paramLabel = "TIME", description = "Set aside at or after, such as 2026-11-22T14:00:00Z.")
    private @Nullable String since;

    @Option(names = "--limit", paramLabel = "N", defaultValue = "20", description = "At most N (default: ${DEFAULT-VALUE}).")
    private int limit;

    @Mixin
    private final ClientFlags flags = new ClientFlags();

    @Override
    public Integer call() {
        Map<String, Object> query = new LinkedHashMap<>(Map.of("limit", limit));
        RecallFlags.put(query, "since", since);
        JsonNode found = flags.api().get("/api/v1/dead-letters?" + MomentFlags.query(query));
        if (flags.json()) {
            System.out.println(Output.pretty(found));
            return ExitCode.OK;
        }
        if (found.path("letters").isEmpty()) {
            System.out.println("no dead letters");
        }
        found.path("letters").forEach(DeadLettersCommand::print);
        return ExitCode.OK;
    }

    private static void print(JsonNode letter) {
        System.out.println(letter.path("id").asText() + "  " + Output.minute(letter.path("at").asText()) + " UTC  "
                + letter.path("stage").asText() + "  " + letter.path("source").asText(letter.path("record").asText())
                + "\n    " + letter.path("reason").asText());
        if (letter.has("value")) {
            System.out.println("    " + Output.fenced(Output.begin(letter.path("value").asText().strip())));
        }
    }
}
