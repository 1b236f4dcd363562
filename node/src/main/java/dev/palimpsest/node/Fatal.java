package dev.palimpsest.node;

/** How a child says why it cannot go on: one line that its parent finds in the log and shows to a person. */
final class Fatal {

    /** The parent looks for the last line that starts with this. */
    static final String MARK = "FATAL ";

    private Fatal() {}

    /** Prints the stack trace for the log, then the innermost cause as the line for people, and halts with status 1. */
    static void halt(Throwable failure) {
        failure.printStackTrace();
        System.err.println(MARK + line(failure));
        System.err.flush();
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
