package dev.palimpsest.local.stack;

/** The stack cannot start or go on. The message is one line for a person: what happened, and what to do where that is known. */
public final class StackException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * A failure that needs no cause in the log.
     *
     * @param message one line for a person
     */
    public StackException(String message) {
        super(message);
    }

    /**
     * A failure with a cause.
     *
     * @param message one line for a person
     * @param cause for the log only
     */
    public StackException(String message, Throwable cause) {
        super(message, cause);
    }
}
