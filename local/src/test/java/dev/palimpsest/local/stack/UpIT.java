package dev.palimpsest.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher as people run it: a process, its output, its exit status and its children. */
@BesideStack
class UpIT {

    private static final int STOP_MAX_SECONDS = 60; // a hang, not a measurement
    private static final int START_MAX_MINUTES = 3;

    @TempDir
    Path data;

    @Test
    void shouldLeaveNoChildBehindWhenKilled() throws Exception {
        Process up = up(3);
        readUntilReady(up);
        List<ProcessHandle> children = up.descendants().toList();

        up.destroyForcibly();

        assertThat(children).hasSize(2);
        for (ProcessHandle child : children) {
            assertThat(child.onExit().get(STOP_MAX_SECONDS, TimeUnit.SECONDS).isAlive()).isFalse();
        }
    }

    @Test
    void shouldNameTheTakenPortWhoNeedsItAndTheWayOut() throws Exception {
        int port = new Ports(StackExtension.ownPortOffset(3)).kafka().number();
        try (ServerSocket _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertThat(failureOf(up(3))).contains("port " + port + " is taken").contains("Kafka")
                    .contains("--port-offset");
        }
    }

    @Test
    void shouldNameTheCorruptBrokerData() throws Exception {
        Files.createDirectories(data.resolve("kafka"));
        Files.writeString(data.resolve("kafka/meta.properties"), "garbage");

        assertThat(failureOf(up(3))).contains("Kafka cannot use its data in " + data.resolve("kafka"));
    }

    private Process up(int index) throws IOException {
        String offset = Integer.toString(StackExtension.ownPortOffset(index));
        ProcessBuilder builder = new ProcessBuilder(command(offset));
        // Names the distribution under test, so that the script does not build.
        builder.environment().put("PALIMPSEST_HOME", System.getProperty("palimpsest.home"));
        return builder.redirectErrorStream(true).start();
    }

    private List<String> command(String offset) {
        List<String> command = new ArrayList<>(List.of(System.getProperty("palimpsest.script", "../palimpsest")));
        command.addAll(List.of("up", "--data", data.toString(), "--heap", "256m", "--port-offset", offset));
        return command;
    }

    private static void readUntilReady(Process up) throws IOException {
        BufferedReader out = up.inputReader(StandardCharsets.UTF_8);
        List<String> lines = new ArrayList<>();
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            lines.add(line);
            if (line.startsWith("ready: ")) {
                return;
            }
        }
        throw new AssertionError("not ready: " + lines);
    }

    /** Returns the one line of the failure of a launcher that must end by itself, and not with success. */
    private static String failureOf(Process up) throws Exception {
        List<String> lines = up.inputReader(StandardCharsets.UTF_8).lines().toList();
        assertThat(up.waitFor(START_MAX_MINUTES, TimeUnit.MINUTES)).isTrue();
        assertThat(up.exitValue()).isEqualTo(1);
        assertThat(lines).filteredOn(line -> line.startsWith("palimpsest: ")).hasSize(1);
        assertThat(lines).noneMatch(line -> line.startsWith("\tat "));
        return lines.getLast();
    }
}
