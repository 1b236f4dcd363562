package dev.palimpsest.local.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A folder with JavaScript clients and what they need, installed from the registry; where npm is absent, the test is skipped. */
record NpmFolder(Path path) {

    private static final Path SOURCES = Path.of("src/test/js");

    /** Installs what a folder of the sources names in its {@code package.json}. */
    static NpmFolder install(String name) throws IOException, InterruptedException {
        assumeTrue(isThere("npm"), "npm is absent: the JavaScript clients of " + name + " are not tried");
        Path folder = Files.createTempDirectory("palimpsest-it-" + name + "-");
        try (Stream<Path> files = Files.list(SOURCES.resolve(name))) {
            for (Path file : files.toList()) {
                Files.copy(file, folder.resolve(file.getFileName()));
            }
        }
        Process npm = new ProcessBuilder("npm", "install", "--no-audit", "--no-fund", "--ignore-scripts",
                "--legacy-peer-deps", "--silent").directory(folder.toFile()).redirectErrorStream(true)
                .redirectOutput(folder.resolve("npm.txt").toFile()).start();
        // Node makes an inherited stdin non-blocking, and the one of this JVM is its line to the build.
        npm.getOutputStream().close();
        assertThat(npm.waitFor()).as(() -> "npm install, see " + folder.resolve("npm.txt")).isZero();
        return new NpmFolder(folder);
    }

    /** Runs a command there, without a home of its own; returns what it prints, and fails where it fails. */
    String run(List<String> command, Map<String, String> environment) throws IOException, InterruptedException {
        File errors = path.resolve("errors.txt").toFile();
        ProcessBuilder builder = new ProcessBuilder(command).directory(path.toFile()).redirectError(errors);
        builder.environment().putAll(environment);
        builder.environment().putAll(Map.of("HOME", path.toString(), "NO_COLOR", "1", "MEM0_TELEMETRY", "false"));
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(String.join(" ", command) + "\n" + output + Files.readString(errors.toPath()))
                .isZero();
        return output;
    }

    private static boolean isThere(String command) {
        try {
            return new ProcessBuilder(command, "--version").redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0;
        } catch (IOException | InterruptedException e) {
            return false;
        }
    }
}
