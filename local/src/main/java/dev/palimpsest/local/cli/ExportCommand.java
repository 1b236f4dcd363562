package dev.palimpsest.local.cli;

import dev.palimpsest.access.Door;
import dev.palimpsest.local.stack.StackException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes a bundle that is checked without this system. */
@Command(name = "export", mixinStandardHelpOptions = true, description = "Write your part of the log with its proofs into a file that java docs/verifier/Verify.java checks offline. Other tenants' records are in it as hashes alone.")
final class ExportCommand implements Callable<Integer> {

    @Option(names = "--proof", paramLabel = "FILE", required = true, description = "Where to write the bundle.")
    private Path file = Path.of("");

    @Option(names = "--memory", paramLabel = "ID", arity = "1..*", description = "Memories whose every record gets a proof of its own.")
    private List<String> memories = List.of();

    @Option(names = "--only", description = "Nothing but the proofs of these memories and the checkpoints they lead to.")
    private boolean only;

    @Mixin
    private final ClientFlags flags = new ClientFlags();

    @Override
    public Integer call() throws IOException {
        flags.api().download("/api/v1/export?only=" + only + memories.stream()
                .map(id -> "&memory=" + MemoryArgument.id(id)).collect(Collectors.joining()), file.toAbsolutePath());
        Map<String, Integer> lines = new TreeMap<>();
        try (Stream<String> all = Files.lines(file)) {
            all.forEach(line -> lines.merge(line.split("\"", 5)[3], 1, Integer::sum));
        }
        if (!lines.containsKey("end")) {
            throw new StackException("the bundle was cut off on its way: export it again");
        }
        if (flags.json()) {
            System.out.println(Output.pretty(Door.JSON.valueToTree(lines)));
        } else {
            System.out.println(file + ": " + count(lines, "record") + " records of yours, " + count(lines, "hash")
                    + " of others as hashes, " + count(lines, "checkpoint") + " checkpoints, " + count(lines, "proof")
                    + " proofs");
            System.out.println("check it with: java docs/verifier/Verify.java " + file);
        }
        return ExitCode.OK;
    }

    private static int count(Map<String, Integer> lines, String type) {
        return lines.getOrDefault(type, 0);
    }
}
