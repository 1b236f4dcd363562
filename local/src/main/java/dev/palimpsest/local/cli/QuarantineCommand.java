package dev.palimpsest.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What is kept from recall until somebody has looked at it. */
@Command(name = "quarantine", mixinStandardHelpOptions = true, description = "Look at what is kept from recall, release it or purge it.", synopsisSubcommandLabel = "COMMAND", subcommands = {
        QuarantineCommand.ListHeld.class, QuarantineCommand.Release.class, QuarantineCommand.Purge.class})
final class QuarantineCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandLine.Model.CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    /** Lists what is held, the latest first. */
    @Command(name = "list", mixinStandardHelpOptions = true, description = "List what is held, and why.")
    static final class ListHeld implements Callable<Integer> {
        @Option(names = "--limit", paramLabel = "N", defaultValue = "50", description = "At most N memories, to 100 (default: ${DEFAULT-VALUE}).")
        private int limit;

        @Mixin
        private final ClientFlags flags = new ClientFlags();

        @Override
        public Integer call() {
            JsonNode held = flags.api().get("/api/v1/memories?status=quarantined&limit=" + limit);
            if (flags.json()) {
                System.out.println(Output.pretty(held));
                return ExitCode.OK;
            }
            if (held.path("memories").isEmpty()) {
                System.out.println("nothing is held");
            }
            held.path("memories").forEach(memory -> System.out.println(Output.line(memory) + "\n    "
                    + MemoryArgument.values(memory.path("attributes").path("palimpsest.held"))));
            return ExitCode.OK;
        }
    }

    /** Releases one memory. */
    @Command(name = "release", mixinStandardHelpOptions = true, description = "Let a memory be recalled after all.")
    static final class Release implements Callable<Integer> {
        @Mixin
        private final MemoryOrder order = new MemoryOrder();

        @Override
        public Integer call() {
            return order.give("release");
        }
    }

    /** Purges one memory. */
    @Command(name = "purge", mixinStandardHelpOptions = true, description = "Forget the content of a memory for good.")
    static final class Purge implements Callable<Integer> {
        @Mixin
        private final MemoryOrder order = new MemoryOrder();

        @Override
        public Integer call() {
            return order.give("purge");
        }
    }
}
