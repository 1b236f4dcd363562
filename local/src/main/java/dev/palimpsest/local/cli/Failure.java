package dev.palimpsest.local.cli;

import dev.palimpsest.local.stack.StackException;
import java.io.PrintWriter;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.ExitCode;

/** Tells a person about a failure in one line; what a programmer needs goes to the log. */
final class Failure {

    private Failure() {}

    /** Returns the exit status. */
    static int tell(PrintWriter err, Exception failure) {
        LoggerFactory.getLogger(Failure.class).atError().setCause(failure).log("command failed");
        String message = String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
        err.println("palimpsest: "
                + (failure instanceof StackException ? message : failure.getClass().getSimpleName() + ": " + message));
        return ExitCode.SOFTWARE;
    }
}
