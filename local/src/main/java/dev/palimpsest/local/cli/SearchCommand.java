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

    @Option(names = "--min-trust", paramLabel = "TIER", description = "On a word at least as strong: assistant, sensor-free-text, sensor-structured, curated-feed, control-plane or analyst.")
    private @Nullable String minTrust;

    @Option(names = "--corroborated", description = "Leave out what one weak source alone says.")
    private boolean corroborated;

    @Option(names = "--from", paramLabel = "TIME", description = "Last observed at or after, such as 2026-11-22T14:00:00Z.")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "TIME", description = "Last observed before.")
    private @Nullable String to;

    @Option(names = "--limit", paramLabel = "N", defaultValue = "10", description = "At most N memories (default: ${DEFAULT-VALUE}).")
    private int limit;

    @Mixin
    private final ClientFlags flags = new ClientFlags();

    @Override
    public Integer call() {
        Map<String, Object> filter = new HashMap<>();
        put(filter, "subject", subject);
        put(filter, "about", about);
        put(filter, "kind", kind);
        put(filter, "category", category);
        put(filter, "status", status);
        put(filter, "min_score", minScore);
        put(filter, "min_trust", minTrust);
        put(filter, "from", from);
        put(filter, "to", to);
        put(filter, "corroborated", corroborated ? true : null);
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
        return ExitCode.OK;
    }

    private static void put(Map<String, Object> filter, String name, @Nullable Object value) {
        if (value != null) {
            filter.put(name, value);
        }
    }
}
