package dev.palimpsest.local.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ParameterException;

/** The command line. Exit status 0 is success, 1 a failure told in one line, 2 a command that was not understood. */
@Command(name = "palimpsest", mixinStandardHelpOptions = true, versionProvider = Version.class, description = "The memory of a security team's assistants: streaming, versioned, auditable.", synopsisSubcommandLabel = "COMMAND", footer = "%nAlso: bench measures start, intake and search; see ./palimpsest bench --help", subcommands = {
        UpCommand.class, DemoCommand.class, StatusCommand.class, ImportCommand.class, MemoriesCommand.class,
        SearchCommand.class,
        BriefCommand.class, ShowCommand.class, HistoryCommand.class, DiffCommand.class, ReceiptCommand.class,
        RecallsCommand.class, WhyCommand.class, DeadLettersCommand.class, VerifyCommand.class, ExportCommand.class,
        ReplayCommand.class, RollbackCommand.class, RederiveCommand.class,
        ApiKeysCommand.class, KeysCommand.class, ForgetCommand.class, CertificateCommand.class,
        ObservablesCommand.class,
        RulesCommand.class, QuarantineCommand.class, PinCommand.class, EndSessionCommand.class, McpCommand.class,
        ChaosCommand.class,
        CachesCommand.class})
public final class Palimpsest implements Runnable {

    @picocli.CommandLine.Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandLine.Model.CommandSpec spec;

    private Palimpsest() {}

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Palimpsest()).setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(Palimpsest::misunderstood)
                .setExecutionExceptionHandler((failure, command, parsed) -> Failure.tell(command.getErr(), failure));
    }

    /** Without a command there is nothing to do but to say what there is. */
    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    private static int misunderstood(ParameterException failure, String[] args) {
        CommandLine command = failure.getCommandLine();
        command.getErr()
                .println("palimpsest: " + String.valueOf(failure.getMessage()).lines().findFirst().orElse("") + " (see "
                        + command.getCommandSpec().qualifiedName() + " --help)");
        return ExitCode.USAGE;
    }
}
