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

/** Searches memory by words and meaning. */
@Command(name = "search", mixinStandardHelpOptions = true, description = "Search memory by words and by meaning, in English or Chinese.", footer = {
        "", "Examples:", "  ./palimpsest search 10.120.8.21",
        "  ./palimpsest search \"lateral movement\" --kind detection",
        "  ./palimpsest search 横向移动 --about ip:10.120.8.21"})
final class SearchCommand implements Callable<Integer> {

    @Parameters(paramLabel = "TEXT", arity = "1..*", description = "Words or a question.")
    private List<String> words = List.of();

    @Option(names = "--subject", paramLabel = "TYPE:NAME", description = "Only memories of this subject.")
    private @Nullable List<String> subject;

    @Option(names = "--about", paramLabel = "TYPE:NAME", description = "Only memories of this subject or pointing at it.")
    private @Nullable List<String> about;

    @Option(names = "--kind", paramLabel = "KIND", description = "working, episodic, semantic, profile, indicator, detection, relation or procedural.")
    private @Nullable List<String> kind;

    @Option(names = "--category", paramLabel = "LABEL", description = "Only memories with this label.")
    private @Nullable List<String> category;

    @Option(names = "--status", paramLabel = "STATUS", description = "current (the default), expired, retracted or quarantined.")
    private @Nullable List<String> status;

    @Option(names = "--min-score", paramLabel = "N", description = "No indicators that are worth less now, 0 to 100.")
    private @Nullable Integer minScore;

    @Option(names = "--limit", paramLabel = "N", defaultValue = "10", description = "At most N memories (default: ${DEFAULT-VALUE}).")
    private int limit;

    @Mixin
    private final RecallFlags recall = new RecallFlags();

    @Mixin
    private final ClientFlags flags = new ClientFlags();

    @Override
    public Integer call() {
        Map<String, Object> filter = new HashMap<>();
        RecallFlags.put(filter, "subject", subject);
        RecallFlags.put(filter, "about", about);
        RecallFlags.put(filter, "kind", kind);
        RecallFlags.put(filter, "category", category);
        RecallFlags.put(filter, "status", status);
        RecallFlags.put(filter, "min_score", minScore);
        recall.addTo(filter);
        JsonNode found = flags.api().post("/api/v1/memories/search",
                Map.of("query", String.join(" ", words), "filter", filter, "limit", limit));
        if (flags.json()) {
            System.out.println(Output.pretty(found));
            return ExitCode.OK;
        }
        if (found.path("memories").isEmpty()) {
            System.out.println("nothing found");
        }
        found.path("memories").forEach(memory -> System.out.println(Output.line(memory)));
        System.out.println("receipt " + found.path("receipt").asText());
        return ExitCode.OK;
    }
}
