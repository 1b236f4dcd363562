package dev.palimpsest.index.embed;

import org.jspecify.annotations.Nullable;

/** The embedding model does not answer. The message is one line for people; its cause is for logs. */
public final class EmbedderUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public EmbedderUnavailable(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
