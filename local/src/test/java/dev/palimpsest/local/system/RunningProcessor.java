package dev.palimpsest.local.system;

import dev.palimpsest.local.stack.Answers;
import dev.palimpsest.local.stack.Ports;
import dev.palimpsest.local.stack.Stack;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The processor in a process of its own, so that it can be killed. */
final class RunningProcessor implements AutoCloseable {

    private static final Path CHECKPOINTS = temporary();

    /** Of all processors of these tests, since they write to one log after the other. */
    static final Path CHECKPOINT_KEY = CHECKPOINTS.resolve("key.pem");

    /** Likewise. */
    static final Path CHECKPOINT_WITNESS = CHECKPOINTS.resolve("checkpoints.jsonl");

    /** Of all systems of these tests: what one wrote the next one reads. */
    static final Path KEYS = CHECKPOINTS.resolve("keys");

    private final ProcessBuilder command;
    private final Path state;
    private final URI ready;
    private Process process;

    RunningProcessor(Stack stack, int port) {
        this(stack, port, Map.of());
    }

    /** @param more settings beside the usual ones, and instead of them */
    RunningProcessor(Stack stack, int port, Map<String, String> more) {
        try {
            state = Files.createTempDirectory("palimpsest-it-state-");
            command = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow", "-Xmx512m",
                    "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp",
                    System.getProperty("palimpsest.home") + File.separator + "lib/*",
                    "dev.palimpsest.processor.ProcessorMain")
                    .redirectErrorStream(true).redirectOutput(Files.createTempFile("processor-it-", ".log").toFile());
            command.environment()
                    .putAll(Map.of("PALIMPSEST_KAFKA", stack.kafkaBootstrap(), "PALIMPSEST_REGISTRY",
                            stack.registry().resolve("/apis/ccompat/v7").toString(), "PALIMPSEST_SEARCH",
                            stack.search().toString(), "PALIMPSEST_STATE_DIR", state.toString(), "PALIMPSEST_PORT",
                            Integer.toString(port), "PALIMPSEST_SIGHTING_WINDOW",
                            TestSystem.SIGHTING_WINDOW.toString(), "PALIMPSEST_SIGHTING_WINDOW_MAX",
                            TestSystem.SIGHTING_WINDOW.toString()));
            command.environment()
                    .putAll(Map.of("PALIMPSEST_CHECKPOINT_KEY", CHECKPOINT_KEY.toString(),
                            "PALIMPSEST_CHECKPOINT_WITNESS", CHECKPOINT_WITNESS.toString(),
                            "PALIMPSEST_CHECKPOINT_INTERVAL", "PT1S", "PALIMPSEST_KEYS_DIR", KEYS.toString()));
            command.environment().putAll(more);
            ready = URI.create("http://" + Ports.LOOPBACK + ":" + port + "/health/ready");
            process = command.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("palimpsest-it-checkpoints-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void awaitReady() {
        TestSystem.await("the processor is ready", () -> {
            if (!process.isAlive()) {
                throw new AssertionError("the processor ended, as its log says: " + command.redirectOutput().file());
            }
            return Answers.ok(ready);
        });
    }

    /** What it has written so far. */
    String log() {
        try {
            return Files.readString(command.redirectOutput().file().toPath());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its exit status, once it has ended by itself. */
    int awaitEnd() throws InterruptedException {
        return process.waitFor(2, TimeUnit.MINUTES) ? process.exitValue() : -1;
    }

    /** Ends it without a chance to tidy up. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    void startAgain() throws IOException {
        process = command.start();
    }

    /** Ends it in order. */
    void stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            kill();
        }
    }

    Path state() {
        return state;
    }

    void deleteState() throws IOException {
        try (Stream<Path> files = Files.walk(state)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
