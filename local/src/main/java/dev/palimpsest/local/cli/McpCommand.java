package dev.palimpsest.local.cli;

import dev.palimpsest.local.bridge.Bridge;
import dev.palimpsest.local.bridge.Wire;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** MCP over stdin and stdout. */
@Command(name = "mcp", mixinStandardHelpOptions = true, description = "Speak the Model Context Protocol on stdin and stdout, for clients that start their servers; ends when stdin does.", footer = {
        "", "Example, in a client's configuration:",
        "  {\"mcpServers\": {\"palimpsest\": {\"command\": \"/path/to/palimpsest\", \"args\": [\"mcp\", \"--user\", \"alice\"]}}}"})
final class McpCommand implements Callable<Integer> {

    @Option(names = "--user", paramLabel = "USER", description = "Whose memory is meant where a tool is not told.")
    private @Nullable String user;

    @Mixin
    private final ClientFlags flags = new ClientFlags();

    @Override
    public Integer call() throws IOException {
        PrintStream protocol = new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
        System.setOut(System.err); // whatever else is printed is no message
        String path = user == null
                ? "/mcp"
                : "/mcp/stdio/http/" + URLEncoder.encode(user, StandardCharsets.UTF_8).replace("+", "%20");
        URI door = flags.apiUrl().resolve(path);
        new Bridge(new Wire(door, flags::key), protocol)
                .run(new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)));
        return ExitCode.OK;
    }
}
