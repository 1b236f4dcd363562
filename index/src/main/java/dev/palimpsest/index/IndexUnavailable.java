package dev.palimpsest.index;

import org.jspecify.annotations.Nullable;

/** The index does not answer, or not as it should. The message is one line for people; its cause is for logs. */
public final class IndexUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public IndexUnavailable(String message) {
        this(message, null);
    }

    public IndexUnavailable(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
