package dev.palimpsest.local.cli;

import dev.palimpsest.index.IndexUnavailable;
import dev.palimpsest.local.stack.StackException;
import dev.palimpsest.trust.seal.UnknownKey;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Objects;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.ExitCode;

/** Tells a person about a failure in one line; what a programmer needs goes to the log. */
final class Failure {

    private Failure() {}

    /** Returns the exit status. */
    static int tell(PrintWriter err, Exception failure) {
        LoggerFactory.getLogger(Failure.class).atError().setCause(failure).log("command failed");
        err.println("palimpsest: " + line(failure));
        return ExitCode.SOFTWARE;
    }

    private static String line(Exception failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnknownKey unknown) {
                return "the keys that words of this log are sealed under are not in " + unknown.directory()
                        + ": say with --data which data directory the stack has";
            }
        }
        if (failure instanceof FileSystemException file) {
            return file instanceof NoSuchFileException
                    ? "there is no " + file.getFile()
                    : file.getFile() + " cannot be used: " + Objects.requireNonNullElse(file.getReason(),
                            file instanceof AccessDeniedException ? "permission denied" : "not as is needed here");
        }
        String message = String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
        return failure instanceof StackException || failure instanceof IndexUnavailable
                ? message
                : failure.getClass().getSimpleName() + ": " + message;
    }
}
