package dev.palimpsest.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** An order about one memory, as every command takes it. */
final class MemoryOrder {
    @Parameters(paramLabel = "ID", description = "The memory's id, or id@version.")
    private String id = "";

    @Option(names = "--reason", paramLabel = "TEXT", defaultValue = "", description = "Why; kept with the event.")
    private String reason = "";

    @Mixin
    private final ClientFlags flags = new ClientFlags();

    int give(String action) {
        JsonNode done = flags.api().post("/api/v1/memories/" + MemoryArgument.id(id) + "/" + action
                + "?wait=true&reason=" + URLEncoder.encode(reason, StandardCharsets.UTF_8), Map.of());
        System.out.println(flags.json()
                ? Output.pretty(done)
                : done.path("searchable").asBoolean() ? "done" : "accepted; not yet carried out");
        return ExitCode.OK;
    }
}
