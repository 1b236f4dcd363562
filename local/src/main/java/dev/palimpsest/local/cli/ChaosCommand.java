package dev.palimpsest.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.palimpsest.access.Door;
import dev.palimpsest.local.chaos.Chaos;
import dev.palimpsest.local.chaos.Verdict;
import dev.palimpsest.local.stack.Ports;
import dev.palimpsest.local.stack.StackOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** Kills parts of a system of its own and tells whether its promises hold. */
@Command(name = "chaos", mixinStandardHelpOptions = true, description = "Start a system of its own with every part in a process, kill -9 one after the other under load, and tell whether anything acknowledged was lost or counted twice. Exit status 1 where a promise broke.")
final class ChaosCommand implements Callable<Integer> {

    @Option(names = "--rounds", paramLabel = "N", defaultValue = "100", description = "How many kills (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(names = "--seed", paramLabel = "N", description = "The same kills in the same order as a run with this seed (default: another one each time, which is told).")
    private @Nullable Long seed;

    @Option(names = "--minutes", paramLabel = "N", defaultValue = "90", description = "Begin no further round after N minutes (default: ${DEFAULT-VALUE}).")
    private int minutes;

    @Option(names = "--port-offset", paramLabel = "N", defaultValue = "12000", description = "Add N to every port (default: ${DEFAULT-VALUE}).")
    private int portOffset;

    @Option(names = "--json", description = "Print the verdict as JSON for programs; progress goes to standard error.")
    private boolean json;

    @Override
    public Integer call() throws InterruptedException {
        Path data = StackFlags.temporary();
        Verdict verdict = new Chaos(
                new StackOptions(data, false, new Ports(portOffset), StackOptions.SEARCH_HEAP_DEFAULT), rounds,
                seed == null ? new Random().nextInt(1_000_000) : seed, Duration.ofMinutes(minutes),
                json ? System.err::println : System.out::println).run();
        print(Door.JSON.valueToTree(verdict), verdict.problems());
        if (verdict.holds()) {
            delete(data);
            return ExitCode.OK;
        }
        System.err.println("palimpsest: a promise broke with seed " + verdict.seed() + " (" + verdict.problems().size()
                + " problems); data and logs are in " + data);
        return ExitCode.SOFTWARE;
    }

    private void print(JsonNode verdict, List<String> problems) {
        if (json) {
            System.out.println(Output.pretty(verdict));
            return;
        }
        verdict.path("figures").properties()
                .forEach(figure -> System.out.println("  " + figure.getKey() + ": " + figure.getValue()));
        System.out.println("  kills: " + verdict.path("kills"));
        problems.forEach(problem -> System.out.println("  PROBLEM " + problem));
        System.out.println(problems.isEmpty()
                ? verdict.path("rounds").asInt() + " rounds with seed " + verdict.path("seed").asLong()
                        + ": all that was acknowledged is remembered, once, and every place agrees"
                : "NOT as promised; seed " + verdict.path("seed").asLong());
    }

    private static void delete(Path data) {
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            System.err.println("palimpsest: cannot delete " + data);
        }
    }
}
