package dev.palimpsest.local.cli;

import dev.palimpsest.local.service.Services;
import dev.palimpsest.local.stack.LocalStack;
import dev.palimpsest.local.stack.Ports;
import dev.palimpsest.local.stack.Progress;
import dev.palimpsest.local.stack.StackOptions;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** Starts an ephemeral stack once so that its JVMs leave ahead-of-time caches behind. The launcher calls it after a build. */
@Command(name = "make-caches", hidden = true, mixinStandardHelpOptions = true, description = "Start and stop everything once, and keep what the JVMs learnt so that later starts are faster.")
final class CachesCommand implements Callable<Integer> {

    /** Away from where a person's own stack listens. */
    @Option(names = "--port-offset", paramLabel = "N", defaultValue = "17000", description = "Add N to every port.")
    private int portOffset;

    @Override
    public Integer call() {
        StackOptions options = new StackOptions(StackFlags.temporary(), true, new Ports(portOffset),
                StackOptions.SEARCH_HEAP_DEFAULT);
        try (LocalStack stack = LocalStack.prepareForCaches(options, Progress.SILENT,
                Services.all(Services.Settings.quick(Duration.ofMinutes(1))))) {
            Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(stack::close));
            stack.start();
        }
        return ExitCode.OK;
    }
}
