package dev.palimpsest.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palimpsest.local.demo.Scenario;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What README.md tells people to type, typed: its command lines and its requests, against a running {@code up}. */
@BesideStack
class ReadmeIT {

    private static final int STOP_MAX_SECONDS = 60; // a hang, not a measurement
    private static final int COMMAND_MAX_SECONDS = 120;
    private static final int LOOKS_MAX = 20;
    private static final String NEEDS_NO_SYSTEM = "./palimpsest (rules|observables)\\b.*";
    private static final Pattern BLOCK = Pattern.compile("```sh\\n(.*?)```", Pattern.DOTALL);
    private static final Path SCRIPT = Path.of(System.getProperty("palimpsest.script", "../palimpsest"))
            .toAbsolutePath().normalize();

    private final int offset = StackExtension.ownPortOffset(3);

    @TempDir
    Path home;

    @Test
    void shouldDoWhatTheReadmeSaysAndStopAtAnInterrupt() throws Exception {
        String readme = Files.readString(SCRIPT.resolveSibling("README.md"));
        layOutFiles();
        Process up = start("./palimpsest up --data data --heap 256m --port-offset " + offset);
        readUntilReady(up);
        List<ProcessHandle> children = up.descendants().toList();

        for (String command : commands(readme)) {
            String line = command.contains(" ID") ? command.replace(" ID", " " + detection()) : command;
            line = line.contains(" RECEIPT") ? line.replace(" RECEIPT", " " + receipt()) : line;
            String output = run(command.matches(NEEDS_NO_SYSTEM) ? line : line + " --port-offset " + offset);
            assertThat(output).as(command).isNotBlank();
        }
        assertThat(run(here(requests(readme)))).contains("10.120.8.21");
        assertThat(run(here(script(Files.readString(SCRIPT.resolveSibling("docs/curl.md"))))))
                .contains("\"agrees\":true").contains("\"pinned\":true").contains("\"receipt\"");

        new ProcessBuilder("kill", ignoresInterrupts() ? "-TERM" : "-INT", Long.toString(up.pid())).start().waitFor();
        assertThat(up.waitFor(STOP_MAX_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(children).hasSize(2).noneMatch(ProcessHandle::isAlive);
    }

    /** A build that a shell runs in the background ignores interrupts, and what it starts inherits that. */
    private static boolean ignoresInterrupts() throws IOException {
        Path status = Path.of("/proc/self/status");
        return Files.isReadable(status)
                && Files.readAllLines(status).stream().filter(line -> line.startsWith("SigIgn:"))
                        .anyMatch(line -> (Long.parseUnsignedLong(line.substring(line.indexOf(':') + 1).strip(), 16)
                                & 1L << 1) != 0);
    }

    /** The lines that talk to a running system, without their comments. */
    private static List<String> commands(String readme) {
        List<String> commands = new ArrayList<>();
        for (String line : readme.lines().toList()) {
            if (line.startsWith("./palimpsest ") && !line.matches("./palimpsest (up|demo|bench|chaos|mcp)\\b.*")) {
                commands.add(line.replaceFirst("\\s+#.*", ""));
            }
        }
        assertThat(commands).hasSizeGreaterThan(4);
        return commands;
    }

    private static String requests(String readme) {
        return BLOCK.matcher(readme).results().map(block -> block.group(1)).filter(block -> block.contains("curl "))
                .findFirst().orElseThrow(() -> new AssertionError("README.md shows no request"));
    }

    /** All that a page says to type, one after the other. */
    private static String script(String page) {
        return BLOCK.matcher(page).results().map(block -> block.group(1)).collect(Collectors.joining());
    }

    /** The same for the system of this test. */
    private String here(String script) {
        Ports ports = new Ports(offset);
        return script.replace("~/.local/share/palimpsest/clients/key-0",
                "$XDG_DATA_HOME/palimpsest/clients/key-" + offset)
                .replace(":8080", ":" + ports.api().number()).replace(":8088", ":" + ports.ingest().number());
    }

    private String detection() throws Exception {
        for (int look = 0; look < LOOKS_MAX; look++) {
            run("./palimpsest verify --port-offset " + offset); // returns when what was imported is remembered
            String found = run("./palimpsest search 10.120.8.21 --kind detection --json --port-offset " + offset);
            Matcher id = Pattern.compile("\"id\"\\s*:\\s*\"([^\"]+)\"").matcher(found);
            if (id.find()) {
                return id.group(1);
            }
        }
        throw new AssertionError("what was imported is not remembered");
    }

    private String receipt() throws Exception {
        String found = run("./palimpsest search 10.120.8.21 --json --port-offset " + offset);
        Matcher id = Pattern.compile("\"receipt\"\\s*:\\s*\"([^\"]+)\"").matcher(found);
        assertThat(id.find()).isTrue();
        return id.group(1);
    }

    private void layOutFiles() throws IOException {
        Scenario scenario = Scenario.standard(Instant.now());
        String events = String.join("\n", scenario.events().values());
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(home.resolve("events.ndjson.gz")))) {
            out.write(events.getBytes(StandardCharsets.UTF_8));
        }
        Files.writeString(home.resolve("bundle.json"), scenario.bundle());
        Files.writeString(home.resolve("report.txt"), "Beacons to hxxps://cdn-telemetry[.]example/api");
        Files.writeString(Files.createDirectory(home.resolve("my-rules")).resolve("mine.yml"), """
                title: Mine
                id: 5a3d1c52-7d5c-4f0e-9a59-0d9a1f2f6c11
                logsource: {product: windows, service: security}
                detection:
                  selection: {EventID: 4625}
                  condition: selection
                """);
    }

    private Process start(String command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("sh", "-ec",
                command.replace("./palimpsest ", "exec '" + SCRIPT + "' "));
        // Names the distribution under test, so that the script does not build; and a data directory of its own.
        builder.environment().putAll(Map.of("PALIMPSEST_HOME", System.getProperty("palimpsest.home"),
                "XDG_DATA_HOME", home.toString()));
        return builder.directory(home.toFile()).redirectErrorStream(true).start();
    }

    private String run(String line) throws Exception {
        Process process = start(line);
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(COMMAND_MAX_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as("%s: %s", line, output).isZero();
        return output;
    }

    private static void readUntilReady(Process up) throws IOException {
        BufferedReader out = up.inputReader(StandardCharsets.UTF_8);
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith("ready: ")) {
                return;
            }
        }
        throw new AssertionError("up ended before it was ready");
    }
}
