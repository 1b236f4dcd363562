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

    @Mixin
    private final RecallFlags recall = new RecallFlags();

    @Mixin
    private final ClientFlags flags = new ClientFlags();

    @Override
    public Integer call() {
        Map<String, Object> request = new HashMap<>();
        request.put("subject", asker.contains(":") ? asker : "user:" + asker);
        request.put("text", String.join(" ", words));
        RecallFlags.put(request, "tokens", tokens);
        RecallFlags.put(request, "language", language);
        recall.addTo(request);
        JsonNode answer = flags.api().post("/api/v1/brief", request);
        System.out.println(flags.json()
                ? Output.pretty(answer)
                : answer.path("text").asText() + "\nreceipt " + answer.path("receipt").asText());
        return ExitCode.OK;
    }
}
