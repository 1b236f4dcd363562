package dev.palimpsest.local.cli;

import dev.palimpsest.local.stack.LocalStack;
import dev.palimpsest.local.stack.StackOptions;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Starts the whole system and runs it until it is interrupted or a part of it dies. */
@Command(name = "up", mixinStandardHelpOptions = true, description = "Start the whole system on this machine; Ctrl-C stops it.")
final class UpCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    private final StackFlags flags = new StackFlags();

    @Override
    public Integer call() {
        StackOptions options = flags.options(spec.commandLine());
        Console console = Console.ofProcess();
        try (LocalStack stack = LocalStack.prepare(options, console, List.of())) {
            // Signals end the JVM through this hook; a second close then finds nothing to do.
            Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(stack::close));
            stack.start();
            console.finish();
            System.out.println(
                    "ready: Kafka " + stack.kafkaBootstrap() + " · registry " + stack.registry() + " · OpenSearch "
                            + stack.search());
            System.out.println((options.ephemeral() ? "nothing is kept" : "state is in " + stack.data())
                    + "; logs are in " + stack.logs()
                    + "; Ctrl-C stops everything");
            System.err.println("palimpsest: " + stack.died().join());
            return ExitCode.SOFTWARE;
        }
    }
}
