package dev.palimpsest.node;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** How a child says why it cannot go on: one line that its parent finds in the log and shows to a person. */
final class Fatal {

    /** The parent looks for the last line that starts with this. */
    static final String MARK = "FATAL ";

    private Fatal() {}

    /** Prints the stack trace for the log, then the innermost cause as the line for people, and halts with status 1. */
    static void halt(Throwable failure) {
        failure.printStackTrace();
        // Not System.err: OpenSearch sends that to its logger, which puts its own marks before the line.
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        err.println(MARK + line(failure));
        Runtime.getRuntime().halt(1);
    }

    /** Returns the innermost cause's message on one line, or its type where it has none. */
    static String line(Throwable failure) {
        Throwable innermost = failure;
        while (innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        String message = innermost.getMessage();
        return message == null ? innermost.getClass().getName() : message.lines().findFirst().orElse("").strip();
    }
}
