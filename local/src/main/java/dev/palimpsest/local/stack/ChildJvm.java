package dev.palimpsest.local.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A JVM started by this one and ended by closing its standard input, which the kernel also does when this JVM is killed.
 * What it prints goes to its log file; the log of the run before is kept beside it.
 */
final class ChildJvm {

    private final String name;
    private final Path log;
    private final CompletableFuture<String> died = new CompletableFuture<>();
    private volatile boolean stopping;
    private volatile @Nullable Process process;

    ChildJvm(String name, Path logs) {
        this.name = name;
        this.log = logs.resolve(name + ".log");
    }

    /** @param arguments everything after {@code java} */
    void start(List<String> arguments) throws IOException {
        if (Files.exists(log)) {
            Files.move(log, log.resolveSibling(name + ".previous.log"), StandardCopyOption.REPLACE_EXISTING);
        }
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(arguments);
        Process started = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
        process = started;
        var _ = started.onExit().thenAccept(ended -> {
            if (!stopping) {
                died.complete(ChildLog.obituary(name, ended.exitValue(), log));
            }
        });
    }

    Path log() {
        return log;
    }

    boolean isAlive() {
        Process running = process;
        return running != null && running.isAlive();
    }

    /** Ends it as {@code kill -9} does, and returns once it is gone. */
    void kill() {
        stopping = true;
        Process running = process;
        if (running == null) {
            return;
        }
        running.destroyForcibly();
        try {
            running.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    CompletableFuture<String> died() {
        return died;
    }

    /** Returns the last error in the log of this run, or nothing. */
    String lastError() {
        return ChildLog.lastError(log);
    }

    /** @param endMax after this the child is killed */
    void stop(Duration endMax) {
        stopping = true;
        Process running = process;
        if (running == null) {
            return;
        }
        try {
            running.getOutputStream().close();
        } catch (IOException alreadyGone) {
            // Then there is nothing to let go of.
        }
        try {
            if (!running.waitFor(endMax.toMillis(), TimeUnit.MILLISECONDS)) {
                running.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            running.destroyForcibly();
        }
    }

}
