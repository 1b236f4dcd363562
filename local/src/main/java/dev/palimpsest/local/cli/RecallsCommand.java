package dev.palimpsest.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows who was shown a memory. */
@Command(name = "recalls", mixinStandardHelpOptions = true, description = "Show which answers showed a memory, the latest first, from their receipts.")
final class RecallsCommand implements Callable<Integer> {

    @Parameters(paramLabel = "ID", description = "A memory's id or its first eight characters.")
    private String id = "";

    @Option(names = "--limit", paramLabel = "N", defaultValue = "20", description = "At most N answers (default: ${DEFAULT-VALUE}).")
    private int limit;

    @Mixin
    private final ClientFlags flags = new ClientFlags();

    @Override
    public Integer call() {
        JsonNode found = flags.api()
                .get("/api/v1/memories/" + MemoryArgument.id(id) + "/recalls?limit=" + limit);
        if (flags.json()) {
            System.out.println(Output.pretty(found));
            return ExitCode.OK;
        }
        if (found.path("recalls").isEmpty()) {
            System.out.println("no answer has shown it");
        }
        found.path("recalls").forEach(receipt -> System.out.println(receipt.path("id").asText() + "  "
                + Output.minute(receipt.path("at").asText()) + " UTC  " + receipt.path("caller").asText() + "  "
                + receipt.path("operation").asText() + "  "
                + Output.fenced(Output.begin(receipt.path("query").asText().strip()))));
        long lost = found.path("lost").asLong();
        if (lost > 0) {
            System.out.println(lost + " receipts could not be kept since the service began");
        }
        return ExitCode.OK;
    }
}
