package dev.palimpsest.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says what was learnt of a subject between two instants. */
@Command(name = "diff", mixinStandardHelpOptions = true, description = "Say what was learnt, revised and forgotten of a subject between two instants, from the log.", footer = {
        "", "Example:", "  ./palimpsest diff ip:10.120.8.21 --from 2026-11-22T14:05:00Z"})
final class DiffCommand implements Callable<Integer> {

    private static final List<String> SORTS = List.of("learnt", "revised", "forgotten", "reinforced");

    @Parameters(paramLabel = "TYPE:NAME", description = "The subject, such as user:alice.")
    private String subject = "";

    @Option(names = "--from", required = true, paramLabel = "TIME", description = "After what the log knew then.")
    private String from = "";

    @Option(names = "--to", paramLabel = "TIME", description = "Up to what it knew then (default: now).")
    private @Nullable String to;

    @Mixin
    private final ClientFlags flags = new ClientFlags();

    @Override
    public Integer call() {
        Map<String, Object> query = new LinkedHashMap<>();
        query.put("subject", subject);
        query.put("from", from);
        RecallFlags.put(query, "to", to);
        JsonNode found = flags.api().get("/api/v1/diff?" + MomentFlags.query(query));
        if (flags.json()) {
            System.out.println(Output.pretty(found));
            return ExitCode.OK;
        }
        if (SORTS.stream().allMatch(sort -> found.path(sort).isEmpty())) {
            System.out.println("nothing changed");
        }
        for (String sort : SORTS) {
            found.path(sort).forEach(change -> System.out.println(sort + (change.hasNonNull("before")
                    ? " (was " + change.path("before").asText() + ")"
                    : "") + "  " + Output.line(change.path("after"))));
        }
        return ExitCode.OK;
    }
}
