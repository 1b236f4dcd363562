package dev.palimpsest.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says that a dead letter does not matter. */
@Command(name = "discard", mixinStandardHelpOptions = true, description = "Say that a dead letter does not matter, and why; that is recorded, and the letter stays.")
final class DiscardCommand implements Callable<Integer> {

    @Parameters(paramLabel = "ID", description = "The letter, as dead-letters names it.")
    private String id = "";

    @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why.")
    private String reason = "";

    @Mixin
    private final ClientFlags flags = new ClientFlags();

    @Override
    public Integer call() {
        JsonNode decided = flags.ingest().post("/v1/dead-letters/" + URLEncoder.encode(id, StandardCharsets.UTF_8)
                + "/discard?reason=" + URLEncoder.encode(reason, StandardCharsets.UTF_8), new byte[0]);
        System.out.println(flags.json() ? Output.pretty(decided) : RedriveCommand.told(decided));
        return decided.path("state").asText().equals("discarded") ? ExitCode.OK : ExitCode.SOFTWARE;
    }
}
