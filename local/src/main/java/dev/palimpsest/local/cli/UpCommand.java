package dev.palimpsest.local.cli;

import dev.palimpsest.local.service.Services;
import dev.palimpsest.local.stack.Ports;
import dev.palimpsest.local.stack.StackOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Starts the whole system and runs it until it is interrupted or a part of it dies. */
@Command(name = "up", mixinStandardHelpOptions = true, description = "Start the whole system on this machine; Ctrl-C stops it.")
final class UpCommand implements Callable<Integer> {

    private static final int LONGER_MAX = 60;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(names = "--sighting-window", paramLabel = "DURATION", defaultValue = "PT1M", description = "How long repeated sightings are folded into one, and "
            + LONGER_MAX + " times as long where they do not stop (default: ${DEFAULT-VALUE}).")
    private Duration sightingWindow = Duration.ofMinutes(1);

    @Option(names = "--rules", paramLabel = "DIR", description = "Folder of your Sigma rules, read again when files change (default: rules in the data directory).")
    private @Nullable Path rules;

    @Mixin
    private final StackFlags flags = new StackFlags();

    @Override
    public Integer call() {
        if (rules != null && !Files.isDirectory(rules)) {
            throw new ParameterException(spec.commandLine(), "--rules: there is no folder " + rules);
        }
        StackOptions options = flags.options(spec.commandLine());
        try (RunningSystem system = RunningSystem.start(options, Console.ofProcess(), new Services.Settings(
                sightingWindow, sightingWindow.multipliedBy(LONGER_MAX), rules))) {
            var stack = system.stack();
            Ports ports = stack.ports();
            System.out.println("ready: API http://" + Ports.LOOPBACK + ":" + ports.api().number() + " · ingest http://"
                    + Ports.LOOPBACK + ":" + ports.ingest().number() + " · Kafka " + stack.kafkaBootstrap()
                    + " · registry " + stack.registry() + " · OpenSearch " + stack.search());
            System.out.println((options.ephemeral() ? "nothing is kept" : "state is in " + stack.data())
                    + "; your rules are in " + (rules == null ? stack.data().resolve(Services.RULES) : rules)
                    + "; logs are in " + stack.logs() + "; Ctrl-C stops everything");
            System.out.println("try, in another terminal: ./palimpsest import" + system.flags()
                    + " FILE…   ./palimpsest search" + system.flags() + " TEXT");
            System.err.println("palimpsest: " + stack.died().join());
            return ExitCode.SOFTWARE;
        }
    }
}
