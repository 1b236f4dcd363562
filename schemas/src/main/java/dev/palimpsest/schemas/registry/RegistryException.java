package dev.palimpsest.schemas.registry;

/** The registry cannot be reached, or refuses. The message is one line that names what was asked. */
public final class RegistryException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public RegistryException(String message) {
        super(message);
    }

    public RegistryException(String message, Throwable cause) {
        super(message, cause);
    }
}
