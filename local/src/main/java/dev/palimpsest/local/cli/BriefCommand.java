package dev.palimpsest.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Asks for a briefing. */
@Command(name = "brief", mixinStandardHelpOptions = true, description = "Answer a question from memory: what is known, each line with the memory versions behind it.", footer = {
        "", "Example:", "  ./palimpsest brief --as alice 帮我看看最近的可疑活动。"})
final class BriefCommand implements Callable<Integer> {

    @Parameters(paramLabel = "TEXT", arity = "0..*", description = "The question.")
    private List<String> words = List.of();

    @Option(names = "--as", required = true, paramLabel = "USER", description = "Who asks: a user's name, or TYPE:NAME.")
    private String asker = "";

    @Option(names = "--tokens", paramLabel = "N", description = "What the answer may cost a language model.")
    private @Nullable Integer tokens;

    @Option(names = "--language", paramLabel = "LANG", description = "en or zh (default: the asker's preference, then the question's).")
    private @Nullable String language;

    @Option(names = "--from", paramLabel = "TIME", description = "Begin of the period, such as 2026-11-22T14:00:00Z (default: what the question says, or a week).")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "TIME", description = "End of the period, exclusive (default: now).")
    private @Nullable String to;

    @Option(names = "--min-trust", paramLabel = "TIER", description = "Only what rests on a word at least as strong: assistant, sensor-free-text, sensor-structured, curated-feed, control-plane or analyst.")
    private @Nullable String minTrust;

    @Option(names = "--corroborated", description = "Leave out what one weak source alone says.")
    private boolean corroborated;

    @Mixin
    private final ClientFlags flags = new ClientFlags();

    @Override
    public Integer call() {
        Map<String, Object> request = new HashMap<>();
        request.put("subject", asker.contains(":") ? asker : "user:" + asker);
        request.put("text", String.join(" ", words));
        put(request, "tokens", tokens);
        put(request, "language", language);
        put(request, "from", from);
        put(request, "to", to);
        put(request, "min_trust", minTrust);
        put(request, "corroborated", corroborated ? true : null);
        JsonNode answer = flags.api().post("/api/v1/brief", request);
        System.out.println(flags.json() ? Output.pretty(answer) : answer.path("text").asText());
        return ExitCode.OK;
    }

    private static void put(Map<String, Object> request, String name, @Nullable Object value) {
        if (value != null) {
            request.put(name, value);
        }
    }
}
