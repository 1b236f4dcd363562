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
@Command(name = "dead-letters", mixinStandardHelpOptions = true, description = "Show what could not be worked on, why, and what became of it, the latest first; or decide about it.", subcommands = {
        RedriveCommand.class, DiscardCommand.class})
final class DeadLettersCommand implements Callable<Integer> {

    @Option(names = "--since", paramLabel = "TIME", description = "Set aside at or after, such as 2026-11-22T14:00:00Z.")
    private @Nullable String since;

    @Option(names = "--state", paramLabel = "STATE", description = "Only those that are open, redriven, failed-again or discarded.")
    private @Nullable String state;

    @Option(names = "--limit", paramLabel = "N", defaultValue = "20", description = "At most N (default: ${DEFAULT-VALUE}).")
    private int limit;

    @Mixin
    private final ClientFlags flags = new ClientFlags();

    @Override
    public Integer call() {
        Map<String, Object> query = new LinkedHashMap<>(Map.of("limit", limit));
        RecallFlags.put(query, "since", since);
        RecallFlags.put(query, "state", state);
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

    /** A letter in a few lines. */
    static void print(JsonNode letter) {
        System.out.println(letter.path("id").asText() + "  " + Output.minute(letter.path("at").asText()) + " UTC  "
                + letter.path("stage").asText() + "  " + letter.path("source").asText(letter.path("record").asText())
                + (letter.has("former") ? "  (came of " + letter.path("former").asText() + ")" : "")
                + "\n    " + letter.path("reason").asText());
        if (letter.has("value")) {
            System.out.println("    " + Output.fenced(Output.begin(letter.path("value").asText().strip())));
        }
        if (letter.has("hindrance")) {
            System.out.println("    cannot be redriven as it is: " + letter.path("hindrance").asText());
        }
        JsonNode resolution = letter.path("resolution");
        if (!resolution.isMissingNode()) {
            System.out.println("    " + letter.path("state").asText() + " by " + resolution.path("by").asText() + ", "
                    + Output.minute(resolution.path("at").asText()) + " UTC" + observations(resolution)
                    + (resolution.path("why").asText().isEmpty() ? "" : ": " + resolution.path("why").asText()));
        }
    }

    /** What it became. */
    static String observations(JsonNode decided) {
        int count = decided.path("observations").size();
        return count == 0
                ? ""
                : ", to observation " + decided.path("observations").path(0).asText()
                        + (count > 1 ? " and " + (count - 1) + " more" : "");
    }
}
