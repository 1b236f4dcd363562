package dev.palimpsest.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Ends a session. */
@Command(name = "end-session", mixinStandardHelpOptions = true, description = "End a session: its working memory is over, but for what is pinned.")
final class EndSessionCommand implements Callable<Integer> {

    @Parameters(paramLabel = "SESSION", description = "The session's name, as conversations give it.")
    private String session = "";

    @Option(names = "--reason", paramLabel = "TEXT", defaultValue = "", description = "Why; kept with the events.")
    private String reason = "";

    @Mixin
    private final ClientFlags flags = new ClientFlags();

    @Override
    public Integer call() {
        JsonNode done = flags.api().post("/api/v1/sessions/" + encoded(session) + "/end?wait=true&reason="
                + encoded(reason), Map.of());
        System.out.println(flags.json()
                ? Output.pretty(done)
                : done.path("searchable").asBoolean()
                        ? "ended: " + done.path("memories").size() + " working memories"
                        : "accepted; not yet carried out");
        return ExitCode.OK;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
